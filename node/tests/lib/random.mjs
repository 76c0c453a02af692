// Random JSON-RPC requests, determined by a seed: parameters as text, since JSON knows more than values of JavaScript can say.

import { chance } from './traffic.mjs';

const WORDS = [
  '', 'x', 'manual', 'latest', '-1', '0', '1e400', '//Alice', 'aura', '2031-01-01', '0x', '0x0', '0xzz', '0X00', 'é\u0000\u202e', '\ud83d\ude00', 'state', 'value',
  'descendantsValues', 'Core_version', 'Core_execute_block', 'BlockBuilder_apply_extrinsic', 'GenesisBuilder_build_state', 'Metadata_metadata_at_version',
  'StakeInfoRuntimeApi_get_stake_info_for_coldkeys', 'SubnetInfoRuntimeApi_get_metagraph', 'SubnetInfoRuntimeApi_get_selective_metagraph',
  'SwapRuntimeApi_sim_swap_tao_for_alpha', 'TaggedTransactionQueue_validate_transaction', '/ip4/127.0.0.1/tcp/1/p2p/12D3KooWAAAA',
];

const NUMBERS = [
  '0', '1', '-1', '2', '0.5', '-0', '1e300', '-1e300', '1e400', '255', '256', '65535', '65536', '4294967295', '4294967296', '9007199254740993',
  '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616', '1'.repeat(400),
];

const FIELDS = [
  'count', 'to', 'transactions', 'interval', 'untilEpoch', 'until', 'key', 'type', 'paginationStartKey', 'System', 'Account', 'Sudo', 'Key', '$removePrefix',
  'hash', 'extrinsic', 'call', 'address', 'at', 'raw', 'coldkey', 'hotkey', 'netuid', 'amount', 'from', 'points', 'fields', 'x', '',
];

const ACCOUNTS = ['//Alice', '//Bob', '//Charlie', '//Alice//hotkey', '//Alice//hotkey', '//Nobody', '//Nobody//hotkey', 'Alice', '5Grw'];

const AMOUNTS = [
  '0', '1', '500', '1000000000', '1000000000000', '21000000000000000', '18446744073709551615', '18446744073709551616', '-1', '1.5', '"0"', '"1.5 TAO"',
  '"250 TAO"', '"10000 TAO"', '"0.25 alpha"', '"500 rao"', '"1.5 rao"', '"0.0000000001 TAO"', '"18446744073.709551615 TAO"', '"1e9 TAO"', '""',
];

const NETUIDS = ['0', '1', '1', '2', '3', '65535', '65536'];

const SMALL = ['0', '1', '2', '3', '10', '300', '65536', 'null'];

const SNAPSHOTS = ['first', 'second', 'a-b_c', '0x1', '1', '0x', '-1', 'no name', '../x', 'x'.repeat(65)];

/** The file that requests save and load. */
const SAVED = 'random.json';

const FILES = [SAVED, SAVED, SAVED, 'none.json', '../random.json', '/etc/passwd', 'folder/x.json', 'x.txt', '.x.json', `${'x'.repeat(300)}.json`];

const SERIES = ['price', 'movingPrice', 'tao', 'alphaIn', 'volume', 'share', 'share', 'x'];

/** Calls that leave the chain able to go on, whoever makes them. */
const CALLS = [
  { System: { remark: { remark: '0x00' } } },
  { System: { remark: { remark: 'text' } } },
  { Balances: { transfer_keep_alive: { dest: { Id: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' }, value: 1_000_000_000 } } },
  { Balances: { transfer_all: { dest: { Id: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' }, keep_alive: false } } },
  { Balances: { burn: { value: '1000000000', keep_alive: true } } },
  { Balances: { burn: { value: '18446744073709551616', keep_alive: true } } },
  { SubtensorModule: { add_stake: { hotkey: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty', netuid: 1, amount_staked: 1_000_000_000 } } },
  { SubtensorModule: { no_call: {} } },
  { Utility: { batch_all: { calls: [{ System: { remark: { remark: '0x' } } }] } } },
  { System: {} },
  {},
];

/** Parameters that fit a method, by the kind of each. The others take what comes. */
const FORMS = {
  account_nextIndex: ['address'],
  archive_v1_body: ['hash'],
  archive_v1_call: ['hash', 'word', 'hex'],
  archive_v1_hashByHeight: ['number'],
  archive_v1_header: ['hash'],
  archive_v1_storage: ['hash', 'items', 'nothing'],
  archive_v1_storageDiff: ['hash', 'hash', 'items'],
  author_hasKey: ['hex', 'word'],
  author_hasSessionKeys: ['hex'],
  author_insertKey: ['word', 'word', 'hex'],
  author_removeExtrinsic: ['list'],
  author_submitExtrinsic: ['transaction'],
  author_submitAndWatchExtrinsic: ['transaction'],
  chainHead_v1_follow: ['flag'],
  chain_getBlock: ['hash'],
  chain_getBlockHash: ['number'],
  chain_getHeader: ['hash'],
  chain_getRuntimeVersion: ['hash'],
  childstate_getKeys: ['key', 'key', 'hash'],
  childstate_getKeysPaged: ['key', 'key', 'number', 'key', 'hash'],
  childstate_getStorage: ['key', 'key', 'hash'],
  childstate_getStorageEntries: ['key', 'keys', 'hash'],
  childstate_getStorageHash: ['key', 'key', 'hash'],
  childstate_getStorageSize: ['key', 'key', 'hash'],
  dev_dryRun: ['trial'],
  dev_fund: ['account', 'amount'],
  dev_impersonate: ['account', 'call'],
  dev_loadState: ['file'],
  dev_newBlock: ['object'],
  dev_redo: ['number'],
  dev_revealWeights: ['reveal'],
  dev_revert: ['snapshot'],
  dev_saveState: ['file'],
  dev_setBalance: ['account', 'amount'],
  dev_setBlockBuildMode: ['number'],
  dev_setHead: ['number'],
  dev_setPrice: ['netuid', 'amount'],
  dev_setSealing: ['number'],
  dev_setStake: ['stake'],
  dev_setStorage: ['pairs'],
  dev_snapshot: ['snapshot'],
  dev_timeTravel: ['number'],
  dtao_history: ['series'],
  engine_createBlock: ['flag', 'flag', 'hash'],
  engine_finalizeBlock: ['hash', 'hex'],
  grandpa_proveFinality: ['number'],
  offchain_localStorageClear: ['word', 'hex'],
  offchain_localStorageGet: ['word', 'hex'],
  offchain_localStorageSet: ['word', 'hex', 'hex'],
  payment_queryFeeDetails: ['transaction', 'hash'],
  payment_queryInfo: ['transaction', 'hash'],
  state_call: ['word', 'hex', 'hash'],
  state_callAt: ['word', 'hex', 'hash'],
  state_callRecorded: ['word', 'hex', 'hash'],
  state_getChildReadProof: ['key', 'keys', 'hash'],
  state_getKeys: ['key', 'hash'],
  state_getKeysPaged: ['key', 'number', 'key', 'hash'],
  state_getKeysPagedAt: ['key', 'number', 'key', 'hash'],
  state_getMetadata: ['hash'],
  state_getPairs: ['key', 'hash'],
  state_getReadProof: ['keys', 'hash'],
  state_getRuntimeVersion: ['hash'],
  state_getStorage: ['key', 'hash'],
  state_getStorageAt: ['key', 'hash'],
  state_getStorageHash: ['key', 'hash'],
  state_getStorageHashAt: ['key', 'hash'],
  state_getStorageSize: ['key', 'hash'],
  state_getStorageSizeAt: ['key', 'hash'],
  state_queryStorage: ['keys', 'hash', 'hash'],
  state_queryStorageAt: ['keys', 'hash'],
  state_subscribeStorage: ['keys'],
  state_traceBlock: ['hash', 'word', 'key', 'word'],
  system_accountNextIndex: ['address'],
  system_addReservedPeer: ['word'],
  system_dryRun: ['transaction', 'hash'],
  system_dryRunAt: ['transaction', 'hash'],
  system_removeReservedPeer: ['word'],
  transactionWatch_v1_submitAndWatch: ['transaction'],
  transaction_v1_broadcast: ['transaction'],
};

/** Generates requests. */
export class Requests {
  #random;
  #known;

  /** `known` has values of the running chain: hashes, keys, transactions and addresses. */
  constructor(seed, known) {
    this.#random = chance(seed);
    this.#known = known;
  }

  /** Returns a number below a bound. */
  below(bound) {
    return Math.floor(this.#random() * bound);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** Returns the text of a request, with this id. */
  request(id, method) {
    return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${this.#params(method)}}`;
  }

  #params(method) {
    const form = FORMS[method] ?? this.#several(4, () => this.pick(['hash', 'number', 'key', 'hex', 'word', 'flag', 'list']));
    // Of three requests one has all parameters right in form, one has a wrong one, and one has anything.
    const way = this.below(3);
    if (way === 2) return this.pick([() => this.#anything(3), () => `[${this.#several(5, () => this.#anything(3))}]`])();
    const params = form.map((kind) => this.#of(kind));
    if (way === 1) params.splice(this.below(params.length + 1), this.below(2), this.#anything(2));
    return `[${params}]`;
  }

  #several(most, make) {
    return [...Array(this.below(most + 1))].map(make);
  }

  #of(kind) {
    const text = JSON.stringify;
    switch (kind) {
      case 'hash': return text(this.pick([...this.#known.hashes, `0x${'12'.repeat(32)}`, `0x${this.#bytes(32)}`]));
      case 'key': return text(this.pick([...this.#known.keys, '0x', `0x${this.#bytes(this.below(40))}`]));
      case 'transaction': return text(this.#changed(this.pick(this.#known.transactions)));
      case 'address': return text(this.pick([...this.#known.addresses, 'x']));
      case 'number': return this.pick(NUMBERS);
      case 'flag': return this.pick(['true', 'false']);
      case 'word': return text(this.pick(WORDS));
      case 'hex': return text(`0x${this.#bytes(this.pick([0, 1, 2, 8, 32, 33, 100, 5_000, 500_000]))}`);
      case 'keys': return `[${this.#several(5, () => this.#of('key'))}]`;
      case 'list': return `[${this.#several(5, () => this.#of(this.pick(['hash', 'hex', 'word'])))}]`;
      case 'pairs': return `[${this.#several(5, () => `[${this.#of('key')},${this.pick(['null', this.#of('hex')])}]`)}]`;
      case 'items': return `[${this.#several(5, () => `{"key":${this.#of('key')},"type":${this.#of('word')}}`)}]`;
      case 'object': return this.#object(2);
      case 'account': return text(this.pick([...ACCOUNTS, ...this.#known.addresses, `0x${this.#bytes(32)}`]));
      case 'amount': return this.pick(AMOUNTS);
      case 'netuid': return this.pick(NETUIDS);
      case 'snapshot': return this.pick([text(this.pick(SNAPSHOTS)), this.pick(NUMBERS)]);
      case 'file': return text(this.pick(FILES));
      case 'call': return this.pick([text(this.pick(CALLS)), this.#of('hex')]);
      case 'stake': return this.#fields({ coldkey: 'account', hotkey: 'account', netuid: 'netuid', amount: 'amount' });
      case 'reveal': return this.#fields({ netuid: 'netuid', hotkey: 'address', uids: 'numbers', weights: 'numbers' });
      case 'series': return this.#fields({ netuid: 'netuid', from: 'small', to: 'small', points: 'small', fields: 'names' });
      case 'trial': return this.#fields({ extrinsic: this.pick(['transaction', 'unsigned']), at: this.pick(['hash', 'nothing']), raw: 'flag' });
      case 'unsigned': return this.#fields({ call: 'call', address: 'account' });
      case 'small': return this.pick(SMALL);
      case 'numbers': return `[${this.#several(5, () => this.#of('small'))}]`;
      case 'names': return text(this.#several(4, () => this.pick(SERIES)));
      default: return 'null';
    }
  }

  /** Hexadecimal digits of so many bytes; long ones repeat themselves. */
  #bytes(length) {
    const some = this.#several(64, () => this.below(256).toString(16).padStart(2, '0')).join('') || '00';
    return some.repeat(Math.ceil((length * 2) / some.length)).slice(0, length * 2);
  }

  /** Returns a transaction as it is, shorter, longer, or with another digit. */
  #changed(hex) {
    const at = 2 + this.below(hex.length - 2);
    return this.pick([hex, hex.slice(0, at), `${hex}${this.#bytes(3)}`, `${hex.slice(0, at)}${this.below(16).toString(16)}${hex.slice(at + 1)}`]);
  }

  #object(depth) {
    return `{${this.#several(4, () => `${JSON.stringify(this.pick(FIELDS))}:${this.#anything(depth - 1)}`)}}`;
  }

  /** Returns an object with fields of these kinds, of which one in sixteen is missing. */
  #fields(kinds) {
    const given = Object.entries(kinds).filter(() => this.below(16) > 0);
    return `{${given.map(([name, kind]) => `${JSON.stringify(name)}:${this.#of(kind)}`)}}`;
  }

  #anything(depth) {
    const kinds = ['hash', 'key', 'transaction', 'address', 'number', 'flag', 'word', 'hex', 'nothing'];
    if (depth <= 0) return this.#of(this.pick(kinds));
    const nested = () => {
      const levels = this.pick([1, 10, 100, 127, 128, 1_000, 100_000]);
      return `${'['.repeat(levels)}${']'.repeat(levels)}`;
    };
    return this.pick([() => this.#of(this.pick(kinds)), () => this.#object(depth), () => `[${this.#several(4, () => this.#anything(depth - 1))}]`, nested])();
  }
}
