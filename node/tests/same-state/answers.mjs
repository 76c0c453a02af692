// The results of every method of the runtime APIs, for a range of arguments.

import { u8aConcat, u8aToHex } from '@polkadot/util';
import { pair } from '../lib/chain.mjs';
import { U64_MAX } from '../lib/formulas.mjs';

/** APIs that are not called, with reasons. */
const SKIPPED = {
  Core: 'runs blocks, and returns the version, which is compared by itself',
  Metadata: 'is compared by itself',
  BlockBuilder: 'builds blocks',
  TaggedTransactionQueue: 'wants signed transactions, whose signatures are random',
  OffchainWorkerApi: 'does nothing',
  SessionKeys: 'makes random keys',
  RuntimeViewFunction: 'the pallets have no view functions',
  GenesisBuilder: 'the first state of every preset is compared',
  TransactionPaymentApi: 'wants signed transactions; the fees are in the events',
  MevShieldApi: 'wants a signed transaction',
};

/** Methods that are not called, with reasons. */
const SKIPPED_METHODS = {
  GrandpaApi_submit_report_equivocation_unsigned_extrinsic: 'submits a transaction',
  GrandpaApi_generate_key_ownership_proof: 'returns none',
  TransactionPaymentCallApi_query_call_info: 'the weights are in the events',
  TransactionPaymentCallApi_query_call_fee_details: 'the fees are in the events',
};

const names = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];
const some = (uri, count) => Array.from({ length: count }, (_, n) => pair(`${uri}//${n + 1}`).address);
const coldkeys = [...names.map((name) => pair(`//${name}`).address), ...some('//Coldkey', 6)];
const hotkeys = [...names.map((name) => pair(`//${name}//hotkey`).address), ...some('//Hotkey', 12)];
const netuids = [...Array(18).keys(), 99];
const amounts = [0n, 1n, 2_000_000n, 10n ** 9n, 10n ** 12n, 10n ** 15n, U64_MAX];
const places = [null, [hotkeys[0], 0], [hotkeys[0], 1], [hotkeys[0], 4], [hotkeys[0], 99]];

/** Arguments by their name in the metadata. */
const VALUES = {
  netuid: netuids,
  tao: amounts,
  alpha: amounts,
  amount: amounts,
  mecid: [0, 1],
  subid: [0, 1],
  uid: [0, 1, 5, 300],
  metagraph_indexes: [Array.from({ length: 80 }, (_, n) => n), [], [3, 200]],
  proxy_type: [null, ...Array(19).keys()],
  account: coldkeys,
  delegate_account: hotkeys,
  delegatee_account: coldkeys,
  coldkey: coldkeys,
  coldkey_account: coldkeys,
  hotkey: hotkeys,
  hotkey_account: hotkeys,
  coldkey_accounts: [coldkeys, []],
  netuids: [null, [0, 1, 4]],
  proxy_types: [null, [0, 8, 17]],
  origin: places,
  destination: places,
  _origin_coldkey_account: coldkeys.slice(0, 1),
  _destination_coldkey_account: coldkeys.slice(0, 1),
  origin_coldkey_account: coldkeys.slice(0, 1),
  destination_coldkey_account: coldkeys.slice(0, 1),
  start_after: [null, hotkeys[0]],
  limit: [0, 100],
  weight: [{ refTime: 0, proofSize: 0 }, { refTime: 123_456_789, proofSize: 10 }],
  length: [0, 250],
};

/** The arguments of methods about a hotkey and a coldkey. */
const PAIRS = { hotkey: hotkeys.slice(0, 9), coldkey: coldkeys.slice(0, 9) };

/** Fewer arguments for methods with too many combinations. */
const FEWER = {
  BetaBasketRuntimeApi_get_basket_payout: PAIRS,
  BetaBasketRuntimeApi_get_basket_position: PAIRS,
  BetaBasketRuntimeApi_get_basket_claim_preview: PAIRS,
  BetaBasketRuntimeApi_get_beta_position: { hotkey: hotkeys.slice(0, 2), coldkey: coldkeys.slice(0, 2) },
  StakeInfoRuntimeApi_get_stake_info_for_hotkey_coldkey_netuid: { hotkey_account: hotkeys.slice(0, 9), coldkey_account: coldkeys.slice(0, 9), netuid: [0, 4] },
  StakeInfoRuntimeApi_get_hotkey_conviction: { hotkey: hotkeys.slice(0, 2), netuid: [0, 4] },
  StakeInfoRuntimeApi_get_coldkey_lock: { coldkey: coldkeys.slice(0, 2), netuid: [0, 4] },
  StakeInfoRuntimeApi_get_stake_fee: { amount: [0n, 10n ** 9n, U64_MAX] },
  SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey: { coldkey: coldkeys.slice(4, 10), netuid: [1, 4, 99] },
  SubnetInfoRuntimeApi_get_mechagraph: { mecid: [0, 1], netuid: [0, 4, 99] },
  SubnetInfoRuntimeApi_get_selective_mechagraph: { subid: [0, 1], netuid: [0, 4, 99] },
};

/** Returns pairs of a call with its arguments, as a text, and its result, SCALE encoded. */
export async function answers({ api, rpc }) {
  const { registry } = api;
  const asked = [];
  for (const { name, methods } of api.runtimeMetadata.asLatest.apis) {
    if (SKIPPED[name]) continue;
    for (const { name: method, inputs } of methods) {
      const called = `${name}_${method}`;
      if (SKIPPED_METHODS[called]) continue;
      for (const values of combinations(called, inputs)) {
        const encoded = inputs.map(({ type }, n) => registry.createTypeUnsafe(registry.createLookupType(type), [values[n]]).toU8a());
        asked.push([called, values, u8aToHex(u8aConcat(...encoded))]);
      }
    }
  }
  const hash = await rpc('chain_getBlockHash');
  const text = (value) => (typeof value === 'bigint' ? `${value}` : value);
  return Promise.all(asked.map(async ([method, values, bytes]) =>
    [`${method}(${values.map((value) => JSON.stringify(value, (_, inner) => text(inner))).join(', ')})`, await rpc('state_call', method, bytes, hash)]));
}

function combinations(method, inputs) {
  let all = [[]];
  for (const { name } of inputs) {
    const values = FEWER[method]?.[name] ?? VALUES[name];
    if (!values) throw new Error(`answers.mjs has no values for the argument ${name} of ${method}`);
    all = all.flatMap((before) => values.map((value) => [...before, value]));
  }
  return all;
}
