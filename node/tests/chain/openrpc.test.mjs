// rpc.discover: the description of the methods, against what the node answers.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Node, ownFolder } from '../lib/node.mjs';
import { fault } from '../lib/schema.mjs';
import { until } from '../lib/until.mjs';

// An example of these needs a state that no other example makes; the node must refuse it for that reason.
const REFUSED = { dev_revealWeights: /has no commitment with a time lock/ };

// Calls that an example needs before it.
const BEFORE = {
  dev_revert: [['dev_snapshot', ['start']]],
  dev_redo: [['dev_newBlock', [{ count: 2 }]], ['dev_setHead', [-1]]],
  dev_loadState: [['dev_saveState', ['saved.json']]],
};

describe('The description of the methods', { timeout: 300_000 }, () => {
  let node, document, described;

  before(async () => {
    const state = join(ownFolder('openrpc'), 'chain.json');
    node = await Node.dev('openrpc', 'manual', ['--no-banner', '--state', state]);
    await node.call('dev_newBlock');
    document = await node.call('rpc.discover');
    described = document.methods.filter((method) => !method['x-undescribed']);
  });

  after(() => node?.stop());

  it('has every method, each once, and describes all that are this node\'s own', async () => {
    const { methods } = await node.call('rpc_methods');
    const names = document.methods.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)].sort());
    assert.deepEqual(names, [...methods].sort());
    const own = names.filter((name) => /^(dev|dtao)_/.test(name));
    assert.deepEqual(described.map(({ name }) => name), own);
    assert.ok(own.length >= 22, `${own.length}`);
  });

  it('is of the form of OpenRPC', () => {
    assert.match(document.openrpc, /^1\.\d+\.\d+$/);
    assert.ok(document.info.title && document.info.version);
    for (const { name, summary, params, result, examples, paramStructure } of described) {
      assert.ok(summary.length > 10 && !summary.includes('Example'), name);
      assert.equal(paramStructure, 'by-position', name);
      assert.ok(result.name && 'schema' in result, name);
      assert.ok(examples.length > 0, `${name} has no example`);
      const firstOptional = params.findIndex(({ required }) => !required);
      assert.ok(firstOptional < 0 || params.slice(firstOptional).every(({ required }) => !required), name);
    }
  });

  it('names the parameters that a call must have, as the node does when one is missing', async () => {
    for (const { name, params, examples } of described) {
      const needed = params.filter(({ required }) => required);
      const values = needed.map((_, at) => examples[0].params[at].value);
      for (const [given, { name: missing }] of needed.entries()) {
        const refused = { code: -32602, message: 'Invalid params', data: new RegExp(`^${missing} is missing: the parameters of ${name} are \\[`) };
        await assert.rejects(node.call(name, values.slice(0, given)), refused, name);
      }
    }
    assert.ok(described.some(({ params }) => params.filter(({ required }) => required).length > 1));
  });

  it('has examples that fit its parameters, and are answered as it says', async () => {
    const last = described.filter(({ name }) => name === 'dev_loadState');
    for (const method of [...described.filter((other) => !last.includes(other)), ...last]) {
      for (const example of method.examples) {
        const what = `${method.name} ${example.name}`;
        const values = example.params.map(({ value }) => value);
        assert.deepEqual(values, JSON.parse(example.name), what);
        for (const [at, { value }] of example.params.entries()) {
          assert.equal(fault(document, method.params[at].schema, value), null, what);
        }
        for (const [name, params] of BEFORE[method.name] ?? []) await node.call(name, params);
        const answer = node.call(method.name, values);
        if (REFUSED[method.name]) await assert.rejects(answer, REFUSED[method.name]);
        else assert.equal(fault(document, method.result.schema, await answer), null, what);
      }
    }
    // The last example lets the node start again.
    await until(() => node.output.includes('The node starts again'), 20, () => node.output);
  });

  it('refuses what its schemas refuse', () => {
    const method = (name) => described.find((one) => one.name === name);
    const wrong = (name, at, value) => fault(document, method(name).params[at].schema, value);
    assert.ok(wrong('dev_newBlock', 0, { counts: 1 }));
    assert.ok(wrong('dev_setStake', 0, { coldkey: '5G' }));
    assert.ok(wrong('dev_setPrice', 0, 'one'));
    assert.ok(wrong('dev_setPrice', 1, -1.5));
  });
});
