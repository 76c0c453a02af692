// --accounts: accounts of one phrase with TAO at genesis, in the banner and in --json.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { act, balanceAt, bob, connect, pair, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const PHRASE = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

async function withNode(name, args, test) {
  const node = await Node.dev(name, 'manual', args);
  try {
    return await test(node);
  } finally {
    assert.equal(await node.stop(), 0, node.output);
  }
}

describe('Accounts of a phrase', { timeout: 180_000 }, () => {
  it('have TAO at genesis, and are printed', () => withNode('accounts', ['--accounts', 12, '--balance', '250.5'], async (node) => {
    const api = await connect(node);
    try {
      const now = await stateNow(api);
      for (let number = 0; number < 12; number += 1) {
        assert.equal(await balanceAt(api, now.hash, pair(`//${number}`).address), 250_500_000_000n);
      }
      assert.equal(await balanceAt(api, now.hash, pair('//12').address), 0n);
      assert.equal(await sumOfBalances(api, now.hash), now.issuance);
      const sent = await act(api, pair('//11'), api.tx.balances.transferKeepAlive(bob.address, TAO));
      assert.equal(sent.error, null);
    } finally {
      await api.disconnect();
    }
    await node.printed(/More accounts, of the development phrase\n {2}\/\/0 +5\w{47} +250\.50\n/);
    await node.printed(new RegExp(`\n  //11  ${pair('//11').address}  250\\.50\n`));
    for (const line of node.output.split('\n').filter((line) => !line.includes('Apps'))) assert.ok([...line].length <= 80 || /^\d{4}-/.test(line), line);
  }));

  it('are facts for programs, of the phrase that the user chose', () => withNode('phrase', ['--accounts', 2, '--mnemonic', PHRASE, '--json'], async (node) => {
    const [line] = await node.printed(/^\{.*\}$/m);
    const { accounts } = JSON.parse(line);
    const [zero, one] = accounts.filter(({ uri }) => uri.startsWith(PHRASE));
    assert.deepEqual([zero.uri, one.uri], [`${PHRASE}//0`, `${PHRASE}//1`]);
    assert.equal(zero.address, pair(`${PHRASE}//0`).address);
    assert.equal(zero.free, String(10_000n * TAO));
    assert.match(zero.seed, /^0x[0-9a-f]{64}$/);
    assert.ok(accounts.some(({ uri }) => uri === '//Alice'));
  }));

  it('add to the accounts of a genesis file, and stay as they are in a saved chain', async () => {
    const state = join(ownFolder('accounts'), 'chain.json');
    const args = ['--chain', 'launch', '--state', state, '--json'];
    const { address } = pair('//0');
    const free = async (node) => JSON.parse((await node.printed(/^\{.*\}$/m))[0]).accounts.find((one) => one.address === address)?.free;
    await withNode('saved-1', [...args, '--accounts', 1, '--balance', '5'], async (node) => {
      assert.equal(await free(node), String(5n * TAO));
      await node.call('dev_newBlock');
    });
    await withNode('saved-2', [...args, '--accounts', 3, '--balance', '7'], async (node) => assert.equal(await free(node), String(5n * TAO)));
  });

  it('are refused with a reason', async () => {
    const cases = [
      [['--dev', '--accounts', '0'], /0 is not in 1\.\.=1000/],
      [['--dev', '--accounts', '3', '--balance', '9_000_000'], /more than 21,000,000\.00 TAO/],
      [['--dev', '--accounts', '3', '--balance', '5 DOT'], /--balance: 5 DOT is not an amount/],
      [['--dev', '--accounts', '3', '--mnemonic', 'bottom drive'], /--mnemonic: these are not the 12/],
      [['--dev', '--balance', '5'], /--accounts/],
      [['--chain', 'local', '--alice', '--accounts', '3'], /--accounts is for a chain that one node seals/],
    ];
    for (const [args, words] of cases) {
      const { code, stderr } = await runToEnd(['--tmp', ...args]);
      assert.notEqual(code, 0, args.join(' '));
      assert.match(stderr, words);
    }
  });
});
