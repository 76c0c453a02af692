// What the peers' tests use of polkadot.js: the copy that the library here uses, not the one that came with the peers.

export { TypeRegistry } from '@polkadot/types';
export { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
export { xxhashAsU8a } from '@polkadot/util-crypto';
export { WebSocket } from '@polkadot/x-ws';
