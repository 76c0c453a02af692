// The genesis state of a chain on which attacks on time find the most to work with: as many subnets as there can be, five of them with
// as many neurons as there can be, stakers of all of root's validators, and hotkeys that may become parents.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto';
import { pair } from '../lib/chain.mjs';
import { ownFolder, runToEnd } from '../lib/node.mjs';

/** The netuids. The pool of the second is the cheapest, so that a registration closes that subnet. */
export const SUBNETS = [...Array(128)].map((_, n) => n + 1);
export const CHEAPEST = 2;

/** The subnets of 256 neurons, 64 of which are validators with weights for all. */
export const FULL = [1, 2, 3, 4, 5];

const times = (count, make) => [...Array(count)].map((_, n) => make(n));

/** Returns the address of an account to which nobody has the key. */
export const keyless = (name, number) => encodeAddress(blake2AsU8a(`${name} ${number}`), 42);

/** Hotkeys with stake at root, with a neuron at each full subnet; the first eight at every subnet. */
export const validators = times(64, (n) => pair(`//Validator//${n}`));
const EVERYWHERE = 8;

/** Coldkeys with TAO. */
export const senders = times(10, (n) => pair(`//Sender//${n}`));

/** Coldkeys that have stake at root with each validator. */
export const claimers = times(4, (n) => pair(`//Claimer//${n}`));

/** The coldkey of most attacks. */
export const attacker = pair('//Attacker');

/** Its hotkeys: the parents of an alpha, those that fill a queue, those that push them out, and two with stake at one subnet each. */
export const parents = times(100, (n) => keyless('Parent', n));
export const waiting = times(256, (n) => keyless('Waiting', n));
export const pushing = times(136, (n) => keyless('Pushing', n));
export const PARENTS_AT = [1, 2];
export const QUEUE_AT = 3;
export const swapped = { hotkey: keyless('Swapped', 0), netuid: 7 };
export const dusted = { hotkey: keyless('Dusted', 0), netuid: 8 };

/** The subnet that it owns. */
export const owned = { hotkey: keyless('Owned', 0), netuid: 6 };

const miners = times(192, (n) => keyless('Miner', n));

/** The hotkeys of a full subnet, by UID. */
export const members = [...validators.map(({ address }) => address), ...miners];

/** A value in TOML. */
function toml(value) {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value === 'object') return `{ ${Object.entries(value).map(([key, field]) => `${key} = ${toml(field)}`).join(', ')} }`;
  return JSON.stringify(value);
}

const accounts = () => [
  { key: '//Alice', balance: 100_000, hotkeys: ['//Alice//hotkey'] },
  { key: '//Attacker', balance: 10_000, hotkeys: [...parents, ...waiting, ...pushing, swapped.hotkey, dusted.hotkey] },
  { key: '//Validator', balance: 1_000, hotkeys: validators.map(({ address }) => address) },
  { key: '//Miner', balance: 1_000, hotkeys: miners },
  ...[...senders, ...claimers].map(({ address }) => ({ key: address, balance: 2_000 })),
];

/** Two full subnets pay out every 21 and 22 blocks, so that some blocks have both payouts; the others every 361 blocks. */
const TEMPOS = { 1: 20, 2: 21 };

const subnets = () => SUBNETS.map((netuid) => ({
  netuid,
  owner: netuid === owned.netuid ? '//Attacker' : '//Alice',
  owner_hotkey: netuid === owned.netuid ? owned.hotkey : '//Alice//hotkey',
  tao: netuid === CHEAPEST ? 10 : 1_000,
  alpha: 20_000,
  tempo: TEMPOS[netuid] ?? 360,
  settings: { weights_rate_limit: 0 },
}));

function stakes() {
  const stake = (netuid, coldkey, hotkey, amount) => ({ netuid, coldkey, hotkey, amount });
  const [first] = validators;
  return [
    ...validators.map(({ address }) => stake(0, '//Validator', address, 10_000)),
    ...claimers.flatMap((claimer) => validators.map(({ address }) => stake(0, claimer.address, address, 100))),
    stake(0, '//Attacker', first.address, 10),
    ...PARENTS_AT.flatMap((netuid) => parents.map((parent) => stake(netuid, '//Attacker', parent, 1.01))),
    ...waiting.map((parent) => stake(QUEUE_AT, '//Attacker', parent, 2)),
    ...pushing.map((parent) => stake(QUEUE_AT, '//Attacker', parent, 3)),
    ...[swapped, dusted].map(({ hotkey, netuid }) => stake(netuid, '//Attacker', hotkey, 200)),
    ...times(400, (n) => stake(CHEAPEST, keyless('Holder', n), first.address, 1)),
  ];
}

const everywhere = () => validators.slice(0, EVERYWHERE).map(({ address }) => address);

const neurons = () => [
  { netuid: 0, hotkeys: validators.map(({ address }) => address) },
  ...SUBNETS.map((netuid) => ({
    netuid,
    hotkeys: FULL.includes(netuid) ? members : [...everywhere(), miners[0], swapped.hotkey, dusted.hotkey],
  })),
];

function weights() {
  const dense = (of) => members.map((_, uid) => [uid, 1 + ((uid * 251 + of * 17) % 65_535)]);
  return SUBNETS.flatMap((netuid) => (FULL.includes(netuid)
    ? validators.map(({ address }, of) => ({ netuid, hotkey: address, to: dense(of) }))
    : everywhere().map((hotkey) => ({ netuid, hotkey, to: [[EVERYWHERE, 65_535]] }))));
}

/** Writes the chain's specification with its genesis state, which is built once, and returns the path. */
export async function crowd() {
  const lists = { accounts: accounts(), subnets: subnets(), stakes: stakes(), neurons: neurons(), weights: weights() };
  const rows = Object.entries(lists).map(([name, list]) => `${name} = [\n${list.map((row) => `    ${toml(row)},\n`).join('')}]\n`);
  const head = ['name = "Crowd"', 'id = "dtao_crowd"', 'sudo = "//Alice"'];
  const network = { registration_rate_limit: 0, immunity_period: 0, childkey_cooldown: 0, tx_rate_limit: 0 };
  const tail = ['[policy]', 'root_dividends = "claimable"', '[network]', ...Object.entries(network).map(([name, value]) => `${name} = ${value}`)];
  const file = join(ownFolder('crowd'), 'crowd.toml');
  writeFileSync(file, [...head, ...rows, ...tail, ''].join('\n'));
  const spec = join(ownFolder('crowd'), 'crowd.json');
  const { code, stderr } = await runToEnd(['export-chain-spec', '--raw', '--chain', file, '--output', spec], { timeout: 300_000 });
  assert.equal(code, 0, stderr);
  return spec;
}
