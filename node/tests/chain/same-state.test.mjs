// The scripted chain of node/tests/same-state: complete, deterministic, and compared in all of its parts.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { differences } from '../same-state/compare.mjs';
import { prefix } from '../same-state/chain.mjs';
import { firstStates, record } from '../same-state/record.mjs';

/** Blocks of a second run. */
const AGAIN = 150;

const quietly = { log: () => {} };

describe('The scripted chain', { timeout: 900_000 }, () => {
  let short;

  before(async () => {
    ({ record: short } = await record('short', { blocks: AGAIN, ...quietly }));
    short.genesis = {};
  });

  it('executes every call with success, and sees every event and error of the own pallets', async () => {
    const { record: whole, faults } = await record('whole', quietly);
    assert.deepEqual(faults, []);
    assert.deepEqual(whole.events.slice(0, AGAIN), short.events);
    for (const [place, answers] of Object.entries(short.answers)) {
      if (!place.startsWith('at the end')) assert.deepEqual(whole.answers[place], answers);
    }
  });

  /** Returns the record with a change, and the differences from the original in a mode. */
  const changed = (change, mode) => {
    const copy = structuredClone(short);
    change(copy);
    return differences(short, copy, mode);
  };

  it('is the same as itself', () => {
    for (const mode of [{}, { weights: true }, { economy: true }]) assert.deepEqual(differences(short, structuredClone(short), mode), []);
  });

  it('differs by a value, a key, an event, an answer, a first state, the metadata or the version', () => {
    const kappa = `${prefix('SubtensorModule.Kappa')}0d00`;
    const [place] = Object.keys(short.answers);
    const [call] = Object.keys(short.answers[place]);
    for (const [change, text] of [
      [({ state }) => (state[kappa] = '0x0100'), /^state: SubtensorModule\.Kappa\(13\): "32,767" → "1"$/],
      [({ state }) => delete state[kappa], /^state: SubtensorModule\.Kappa\(13\): "32,767" → nothing$/],
      [({ state }) => (state['0x1234'] = '0x00'), /^state: .*0x1234: nothing → /],
      [({ events }) => (events[19] = events[0]), /^events: block 20, event \d+: /],
      [({ events }) => events.pop(), /^events: 150 blocks → 149 blocks$/],
      [({ answers }) => (answers[place][call] = '0x07'), /^answer: .* → "0x07"$/],
      [(copy) => (copy.genesis = { launch: { '0x12': '0x34' } }), /^genesis launch: /],
      [(copy) => (copy.metadata[15] = copy.metadata[14]), /^metadata 15: /],
      [({ version }) => (version.transactionVersion += 1), /^version: transactionVersion: /],
    ]) {
      const found = changed(change);
      assert.ok(found.length > 0, `${change}`);
      assert.match(found[0], text);
    }
  });

  it('differs neither by documentation nor by what the node draws at random', () => {
    const nextKey = prefix('MevShield.NextKey');
    assert.deepEqual(changed(({ state }) => (state[nextKey] = state[nextKey].replace(/.{4}$/, '0123'))), []);
    assert.notDeepEqual(changed(({ state }) => (state[nextKey] += '00')), []);
  });

  it('has the first states of all presets', async () => {
    const states = await firstStates('first', quietly);
    assert.deepEqual(Object.keys(states), ['development', 'every-setting.toml', 'launch', 'local', 'sn28']);
    for (const state of Object.values(states)) assert.ok(Object.keys(state).length > 100);
  });
});
