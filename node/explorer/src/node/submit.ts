/** Makes a call in an account's name, and follows it until it is in a block. */

import { devPair } from '../accounts/dev.js';
import type { Signer } from '../accounts/signers.js';
import { readBlock, type Transaction } from './blocks.js';
import type { Client, Connection } from './connection.js';
import { impersonate } from './dev.js';

/** The parts of dedot's transactions that are used here. */
export interface Submittable {
  callHex: string;
  sign: (from: never, options: never) => Promise<unknown>;
  send: (callback: (result: Result) => void) => Promise<unknown>;
}

interface Result {
  status: { type: string; value?: unknown };
}

/** The way of a transaction before it is in a block. */
export type Stage = 'signing' | 'sent';

/** The place of a transaction. */
interface Place {
  block: string;
  index: number;
}

/** A transaction in its block. */
export interface Included {
  block: string;
  number: number;
  parent: string;
  transaction: Transaction;
}

/**
 * Signs and sends a call, or lets the node make it if nobody signs, and returns the block that includes it with the outcome. Fails
 * if the node refuses the transaction, or drops it later: a revert empties the pool.
 */
export async function submit(open: Connection, call: Submittable, signer: Signer, report: (stage: Stage) => void): Promise<Included> {
  report('signing');
  const { client } = open;
  const { block, index } = signer.impersonated ? await impersonate(open, signer.address, call.callHex) : await signedAndSent(client, call, signer, report);
  const read = await readBlock(client, block);
  const transaction = read.transactions[index];
  if (!transaction) throw new Error(`block ${read.number} does not have the transaction`);
  return { block, number: read.number, parent: read.parent, transaction };
}

async function signedAndSent(client: Client, call: Submittable, signer: Signer, report: (stage: Stage) => void): Promise<Place> {
  const pair = devPair(signer.address);
  if (pair && !signer.extension) await call.sign(pair as never, {} as never);
  else await call.sign(signer.address as never, { signer: signer.extension } as never);
  return included(client, call, report);
}

function included(client: Client, call: Submittable, report: (stage: Stage) => void): Promise<Place> {
  return new Promise((resolve, reject) => {
    const stop = client.on('disconnected', () => reject(new Error('the connection was lost before the transaction was in a block')));
    const settle = (act: () => void): void => {
      stop();
      act();
    };
    call
      .send(({ status }) => {
        const { blockHash, txIndex, error } = (status.value ?? {}) as { blockHash: string; txIndex: number; error?: string };
        if (status.type === 'BestChainBlockIncluded' || status.type === 'Finalized') settle(() => resolve({ block: blockHash, index: txIndex }));
        if (status.type === 'Invalid' || status.type === 'Drop') settle(() => reject(new Error(error ?? 'the pool dropped the transaction')));
      })
      .then(() => report('sent'), (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))));
  });
}
