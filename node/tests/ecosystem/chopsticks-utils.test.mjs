// Chopsticks' utilities for tests, unmodified, on our own node: its dev_ methods have their names and shapes.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendTransaction, testingPairs } from '@acala-network/chopsticks-utils';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, balanceAt, connect, stakeAt } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe("Chopsticks' utilities on a development chain", { timeout: 120_000 }, () => {
  let node, api, dev;
  const { alice, bob } = testingPairs('sr25519', 42);

  before(async () => {
    node = await Node.dev('utilities');
    api = await connect(node);
    // As in setupContext of these utilities.
    const ws = api._rpcCore.provider;
    dev = {
      newBlock: (param) => ws.send('dev_newBlock', [param]),
      setStorage: (values, blockHash) => ws.send('dev_setStorage', [values, blockHash]),
      timeTravel: (date) => ws.send('dev_timeTravel', [date]),
      setHead: (hashOrNumber) => ws.send('dev_setHead', [hashOrNumber]),
    };
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const head = async () => (await api.rpc.chain.getHeader());

  it('writes an account as in their documentation, and spends from it', async () => {
    const hash = await dev.setStorage({
      System: { Account: [[[bob.address], { data: { free: 100_000_000_000 }, nonce: 1, providers: 1 }]] },
    });
    assert.equal(await balanceAt(api, hash, bob.address), 100n * TAO);
    const before = await balanceAt(api, hash, alice.address);
    const sent = await sendTransaction(api.tx.balances.transferKeepAlive(alice.address, TAO).signAsync(bob, { nonce: -1 }));
    const block = await dev.newBlock();
    const events = await sent.events;
    assert.ok(events.some(({ event }) => event.method === 'Transfer'));
    assert.ok((await balanceAt(api, block, alice.address)) >= before + TAO);
  });

  it('builds a count of blocks, or up to a number', async () => {
    const start = (await head()).number.toNumber();
    await dev.newBlock({ count: 2 });
    assert.equal((await head()).number.toNumber(), start + 2);
    const last = await dev.newBlock({ to: start + 5 });
    assert.equal((await head()).hash.toHex(), last);
    assert.equal((await head()).number.toNumber(), start + 5);
  });

  it('travels in time', async () => {
    const time = await dev.timeTravel('Jan 1, 2033');
    assert.equal(time, Date.UTC(2033, 0, 1));
    await dev.newBlock();
    assert.equal((await api.query.timestamp.now()).toNumber(), time);
  });

  it('reverts to an earlier head, by number, hash or distance', async () => {
    const { hash, number } = await head();
    const stake = await stakeAt(api, hash, aliceHotkey, bob.address, 1);
    const sent = await sendTransaction(api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1 }));
    await dev.newBlock();
    await sent.events;
    assert.ok((await stakeAt(api, (await head()).hash, aliceHotkey, bob.address, 1)) > stake);
    await dev.setHead(number.toNumber());
    assert.equal((await head()).hash.toHex(), hash.toHex());
    assert.equal(await stakeAt(api, hash, aliceHotkey, bob.address, 1), stake);
    await dev.newBlock({ count: 3 });
    await dev.setHead(-2);
    assert.equal((await head()).number.toNumber(), number.toNumber() + 1);
    assert.equal(await dev.setHead(hash.toHex()), hash.toHex());
  });
});
