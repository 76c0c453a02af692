// Compares two records of the scripted chain.

import { expandMetadata, Metadata, TypeRegistry } from '@polkadot/types';
import { hexToU8a } from '@polkadot/util';
import { prefix } from './chain.mjs';
import { VALUES } from './exceptions.mjs';
import { failures } from './outcome.mjs';

/** Differences that are printed of each part. */
const SHOWN = 20;

/** Pallets with the storage and the events of the economy. */
const ECONOMY = ['SubtensorModule', 'Swap'];

/** Answers that are not part of the economy: fees, and which account holds the TAO of the pools. */
const NOT_ECONOMY = /^TransactionPayment|^Custody|get_subnet_account_id|get_proxy/;

/**
 * Returns the differences between two records as texts, none if they are the same. With `weights` those that follow from
 * other weights of calls are ignored: weights in events, fees, and their effect on the balances of payers and of the author.
 * With `economy` only pools, stakes, prices, emission, and balances of accounts that are not a pallet's are compared.
 */
export function differences(old, now, { weights = false, economy = false } = {}) {
  const mode = { weights: weights || economy, economy };
  const names = new Names(now.metadata[14]);
  const found = [];
  const part = (title, list) => {
    found.push(...list.slice(0, SHOWN).map((text) => `${title}: ${text}`));
    if (list.length > SHOWN) found.push(`${title}: and ${list.length - SHOWN} more`);
  };
  if (!economy) {
    part('version', differing(withoutSpec(old.version), withoutSpec(now.version)));
    for (const version of [14, 15, 16]) part(`metadata ${version}`, differing(withoutDocs(version, old), withoutDocs(version, now)));
    for (const chain of new Set([...Object.keys(old.genesis), ...Object.keys(now.genesis)])) {
      part(`genesis ${chain}`, states(old.genesis[chain] ?? {}, now.genesis[chain] ?? {}, names));
    }
  }
  part('events', events(old.events, now.events, names, mode));
  part('state', states(masked(old, names, mode), masked(now, names, mode), names, old.version.specVersion !== now.version.specVersion));
  part('answer', answers(old.answers, now.answers, mode));
  return found;
}

/** Returns the places at which two JSON values differ. */
function differing(one, other, path = '') {
  if (one === other) return [];
  const nested = (value) => value !== null && typeof value === 'object';
  if (!nested(one) || !nested(other)) return [`${path || 'all'}: ${brief(one)} → ${brief(other)}`];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differing(one[key], other[key], path ? `${path}.${key}` : key));
}

const brief = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
};

// ---------------------------------------------------------------- metadata

function withoutDocs(version, { metadata }) {
  const decoded = new Metadata(new TypeRegistry(), metadata[version]);
  return strip(decoded[`asV${version}`].toJSON());
}

function strip(value) {
  if (Array.isArray(value)) return value.map(strip);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'docs').map(([key, inner]) => [key, strip(inner)]));
}

// The linker decides the order of the runtime APIs.
const withoutSpec = ({ specVersion, apis, ...version }) => ({ ...version, apis: [...apis].sort() });

/** Decodes keys, values and events for the report. */
class Names {
  constructor(hex) {
    this.registry = new TypeRegistry();
    const metadata = new Metadata(this.registry, hex);
    this.registry.setMetadata(metadata);
    const { query } = expandMetadata(this.registry, metadata);
    this.prefixes = new Map();
    for (const section of Object.values(query)) {
      for (const entry of Object.values(section)) {
        if (!entry.meta || entry.prefix === 'Substrate') continue;
        const pallet = entry.prefix;
        const item = entry.meta.name.toString();
        this.prefixes.set(prefix(`${pallet}.${item}`), { name: `${pallet}.${item}`, entry });
      }
    }
  }

  /** The storage item of a key, or undefined. */
  item(key) {
    return this.prefixes.get(key.slice(0, 66));
  }

  key(key) {
    const found = this.item(key);
    if (!found) return Buffer.from(key.slice(2), 'hex').toString().replace(/[^\x20-\x7e]/g, '.').slice(0, 40) + ` ${key}`;
    try {
      const decoded = this.registry.createType('StorageKey', key);
      decoded.setMeta(found.entry.meta, found.entry.section, found.entry.method);
      return `${found.name}(${decoded.args.map((argument) => argument.toString()).join(', ')})`;
    } catch {
      return `${found.name} ${key}`;
    }
  }

  value(key, value) {
    if (value === undefined) return 'nothing';
    if (!value.startsWith('0x')) return value; // An account of which the fees were taken out.
    const found = this.item(key);
    try {
      const { type } = found.entry.meta;
      const lookup = type.isPlain ? type.asPlain : type.asMap.value;
      return brief(this.registry.createType(this.registry.createLookupType(lookup), hexToU8a(value)).toHuman());
    } catch {
      return brief(value);
    }
  }

  events(hex) {
    return this.registry.createType('Vec<FrameSystemEventRecord>', hexToU8a(hex));
  }
}

// ---------------------------------------------------------------- state

function states(old, now, names, otherVersion = false) {
  const found = [];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (old[key] === now[key]) continue;
    const name = names.item(key)?.name;
    if (VALUES[name] && old[key]?.length === now[key]?.length) continue;
    if (otherVersion && name === 'System.LastRuntimeUpgrade') continue;
    found.push(`${names.key(key)}: ${names.value(key, old[key])} → ${names.value(key, now[key])}`);
  }
  return found;
}

/** Returns the part of a record's state that is compared in this mode. */
function masked({ state, events: all, version }, names, { weights, economy }) {
  if (!weights) return state;
  const balances = feesBack(all, names, version.specVersion >= FEES_ARE_HALVED);
  const kept = {};
  for (const [key, value] of Object.entries(state)) {
    const name = names.item(key)?.name;
    if (name === 'System.BlockWeight' || name === 'System.Events') continue;
    if (economy && !(name === 'System.Account' || ECONOMY.includes(name?.split('.')[0]))) continue;
    if (name === 'System.Account') {
      const account = `0x${key.slice(-64)}`;
      if (economy && account.startsWith(PALLETS)) continue;
      kept[key] = withBalance(value, balances.get(account) ?? 0n, names, economy);
    } else {
      kept[key] = value;
    }
  }
  return kept;
}

/** The first bytes of an account of a pallet: `modl`. */
const PALLETS = '0x6d6f646c';

/** The first runtime that burns half of each fee. */
const FEES_ARE_HALVED = 104;

/** Returns the fees paid by each account, less the fees received by the author. */
function feesBack(all, names, halved) {
  const fees = new Map();
  const add = (who, amount) => fees.set(who, (fees.get(who) ?? 0n) + amount);
  for (const block of all) {
    for (const { event: { section, method, data } } of names.events(block)) {
      if (section !== 'transactionPayment' || method !== 'TransactionFeePaid') continue;
      const [fee, tip] = [data.actualFee.toBigInt(), data.tip.toBigInt()];
      add(data.who.toHex(), fee);
      add(AUTHOR, (halved ? (fee - tip + 1n) / 2n : 0n) - fee);
    }
  }
  return fees;
}

/** Alice, who seals all blocks. */
const AUTHOR = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';

function withBalance(value, back, names, economy) {
  const account = names.registry.createType('FrameSystemAccountInfo', hexToU8a(value)).toJSON();
  const free = BigInt(account.data.free) + back;
  const { data, ...references } = account;
  return JSON.stringify(economy ? { free: `${free}`, reserved: data.reserved } : { ...references, data: { ...data, free: `${free}` } });
}

// ---------------------------------------------------------------- events

function events(old, now, names, mode) {
  const found = [];
  if (old.length !== now.length) found.push(`${old.length} blocks → ${now.length} blocks`);
  for (let n = 0; n < Math.min(old.length, now.length); n += 1) {
    if (old[n] === now[n]) continue;
    const [one, other] = [old[n], now[n]].map((bytes) => legible(names, bytes, mode));
    const at = one.findIndex((text, place) => text !== other[place]);
    if (at < 0 && one.length === other.length) {
      if (!mode.weights) found.push(`block ${n + 1}: the bytes differ`);
      continue;
    }
    const place = at < 0 ? one.length : at;
    found.push(`block ${n + 1}, event ${place}: ${one[place] ?? 'nothing'} → ${other[place] ?? 'nothing'}`);
  }
  return found;
}

/** Returns the events of a block that are compared in this mode, as texts. */
function legible(names, bytes, { weights, economy }) {
  const texts = [];
  for (const { phase, event } of names.events(bytes)) {
    const name = `${event.section}.${event.method}`;
    const data = event.data.toJSON();
    const errors = failures(names.registry, [event]);
    if (economy && !ECONOMY.some((pallet) => event.section === pallet[0].toLowerCase() + pallet.slice(1)) && errors.length === 0) continue;
    if (weights) {
      if (name === 'transactionPayment.TransactionFeePaid') continue;
      if (phase.isApplyExtrinsic && ['balances.Withdraw', 'balances.Deposit', 'balances.Endowed'].includes(name)) continue;
      for (const field of data) if (field?.weight) delete field.weight;
    }
    texts.push(`${phase.toString()} ${name} ${JSON.stringify(data)}${errors.length > 0 ? ` ${errors}` : ''}`);
  }
  return texts;
}

// ---------------------------------------------------------------- answers

function answers(old, now, { weights, economy }) {
  const found = [];
  for (const place of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [one, other] = [old[place] ?? {}, now[place] ?? {}];
    for (const call of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if (one[call] === other[call]) continue;
      if ((economy && NOT_ECONOMY.test(call)) || (weights && call.startsWith('TransactionPayment'))) continue;
      found.push(`${place}: ${call}: ${brief(one[call])} → ${brief(other[call])}`);
    }
  }
  return found;
}
