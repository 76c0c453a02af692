// The chain of useChain: blocks, time, money, calls, and the state before each test.

import { CallError, RpcError, TAO, account, rao, useChain } from '@dtao/test';
import { describe, expect, it } from 'vitest';

describe('the development chain', () => {
  const chain = useChain();

  it.each([1, 2, 3])('is the same at the start of test %i', async () => {
    expect(await chain.block()).toBe(1);
    expect(await chain.balance(chain.bob)).toBe(100_000n * TAO);
    await chain.call(chain.bob, 'Balances.transfer_keep_alive', { dest: { type: 'Id', value: chain.dave.address }, value: TAO });
    await chain.fund('//Nobody', 1);
    await chain.travel(400 * 24 * 3600);
    expect(await chain.mine(5)).toBe(9);
  });

  it('seals blocks on demand', async () => {
    expect(await chain.mine(10)).toBe(11);
    const before = await chain.time();
    await chain.mine(3, { interval: 12 });
    expect((await chain.time()).getTime() - before.getTime()).toBe(36_000);
    await expect(chain.hash(500)).rejects.toThrow('there is no block 500: the best one is 14');
  });

  it('travels by seconds and to dates', async () => {
    const before = await chain.time();
    expect((await chain.travel(3600)).getTime()).toBe(before.getTime() + 3_600_000);
    expect(await chain.travel(new Date('2031-05-06T07:08:09Z'))).toEqual(new Date('2031-05-06T07:08:09Z'));
    await expect(chain.travel(new Date('2031-01-01'))).rejects.toThrow('time does not go back');
  });

  it.each(['//Alice', '//Bob', '//Nobody'])('adds TAO to %s exactly, and to the issuance', async (who) => {
    const [issuance, before] = [await chain.query('Balances.TotalIssuance'), await chain.balance(who)];
    expect(await chain.fund(who, '12.5')).toBe(before + rao('12.5'));
    // One block's emission, which the three pools get.
    expect((await chain.query('Balances.TotalIssuance')) - issuance).toBe(rao('12.5') + 999_999_998n);
  });

  it('stakes for anybody', async () => {
    const miner = account('//Miner');
    await chain.fund(miner, 100);
    const alpha = await chain.stake(miner.address, miner, 1, 10);
    expect(alpha).toBeGreaterThan(0n);
    expect(await chain.stakeOf(miner, miner, 1)).toBe(alpha);
    expect(await chain.stake(miner, chain.alice, 0, 5)).toBe(5n * TAO);
  });

  it('registers hotkeys', async () => {
    const miner = account('//Miner');
    await chain.fund(miner, 100);
    expect(await chain.uid(miner, 2)).toBeUndefined();
    expect(await chain.register(miner, miner, 2)).toBe(2);
    expect(await chain.uid(miner, 2)).toBe(2);
  });

  it('names the error of a refused call, wherever it is', async () => {
    const refused = chain.call(chain.bob, 'SubtensorModule.start_call', { netuid: 1 });
    await expect(refused).rejects.toThrow(CallError);
    await expect(refused).rejects.toMatchObject({ call: 'SubtensorModule.start_call', error: 'NotSubnetOwner' });
    await expect(chain.sudo('SubtensorModule.start_call', { netuid: 1 })).rejects.toMatchObject({ error: 'BadOrigin' });
    await expect(chain.call('//Poor', 'System.remark', { remark: new Uint8Array() })).rejects.toThrow(RpcError);
    await expect(chain.query('SubtensorModule.Uids', 1)).rejects.toThrow('has 2 keys, not 1');
  });

  it('calls as root and runs to an epoch', async () => {
    await chain.sudo('AdminUtils.sudo_set_tempo', { netuid: 1, tempo: 20 });
    expect(await chain.query('SubtensorModule.Tempo', 1)).toBe(20);
    const index = await chain.query('SubtensorModule.SubnetEpochIndex', 1);
    await chain.mineToEpoch(1);
    expect(await chain.query('SubtensorModule.SubnetEpochIndex', 1)).toBe(index + 1n);
    await expect(chain.mineToEpoch(99)).rejects.toThrow('there is no subnet 99');
  });

  it('reverts inside a test', async () => {
    const snapshot = await chain.snapshot();
    await chain.fund('//Nobody', 7);
    await chain.revert(snapshot);
    expect([await chain.block(), await chain.balance('//Nobody')]).toEqual([1, 0n]);
  });

  it('gets a new node if it cannot be reverted', async () => {
    await chain.mine(3);
    await chain.rpc('dev_setHead', await chain.hash(0));
  });

  it('is clean again on the new node', async () => {
    expect(await chain.block()).toBe(1);
  });
});

describe('a chain from a genesis file with manual sealing', () => {
  const chain = useChain({ genesis: 'small.toml', sealing: 'manual', sudoUri: '//Root' });

  it('has its accounts and its sudo key', async () => {
    expect(await chain.balance('//Owner')).toBe(1_000n * TAO);
    expect(await chain.fund('//Owner', 1)).toBe(1_001n * TAO);
    expect(await chain.mineToEpoch(1)).toBeLessThanOrEqual(12);
  });
});

describe('amounts', () => {
  it('are exact', () => {
    expect([rao(1), rao('0.000000001'), rao(0.1), rao(5n)]).toEqual([TAO, 1n, 100_000_000n, 5n]);
    for (const wrong of ['0.0000000001', '-1', 'x', 1e-10]) expect(() => rao(wrong)).toThrow('nine decimals');
  });
});
