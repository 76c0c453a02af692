// polkadot.js for the tests of the ecosystem's tools: this library's copy, not the one that the tools depend on.

export { TypeRegistry } from '@polkadot/types';
export { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
export { xxhashAsU8a } from '@polkadot/util-crypto';
export { WebSocket } from '@polkadot/x-ws';
