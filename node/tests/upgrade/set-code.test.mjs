// An upgrade by a plain `set_code`, with no block after it: a client sends the next transaction at once.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO } from '../lib/formulas.mjs';
import { bob, charlie, connect, include, makeBlock, pair } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';
import { startOldChain } from '../lib/upgrade.mjs';

const RELEASE = 103;
const CODE = '0x3a636f6465';
const alice = pair('//Alice');

describe('Right after an upgrade by set_code', { timeout: 300_000, concurrency: false }, () => {
  let node, api;

  before(async () => {
    const next = await Node.dev('next-release');
    const code = await next.call('state_getStorage', [CODE]);
    await next.stop();
    node = await startOldChain('set-code', RELEASE);
    api = await connect(node);
    await makeBlock(api);
    const setCode = api.tx.sudo.sudoUncheckedWeight(api.tx.system.setCode(code), { refTime: 0, proofSize: 0 });
    await api.rpc.author.submitExtrinsic(await setCode.signAsync(alice, { nonce: -1 }));
    await makeBlock(api);
    assert.equal(await node.call('state_getStorage', [CODE]), code);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const transfer = (client) => client.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });

  it('a client that was connected before sends with the new version, without another block', async () => {
    for (const start = Date.now(); api.runtimeVersion.specVersion.eqn(RELEASE) && Date.now() - start < 20_000; await sleep(50));
    assert.ok(api.runtimeVersion.specVersion.gtn(RELEASE));
    assert.equal((await include(api, await transfer(api))).error, null);
  });

  it('so does one that connects afterwards', async () => {
    const other = await connect(node);
    assert.equal((await include(other, await transfer(other))).error, null);
    await other.disconnect();
  });
});
