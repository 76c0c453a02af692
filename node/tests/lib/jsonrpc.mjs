// Plain JSON-RPC over a web socket, without a client library.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from '@polkadot/x-ws';

/** A web socket connection. */
export class Connection {
  #socket;
  #answers = new Map();
  #last = 0;
  #events = new Map();

  static async open(endpoint) {
    const connection = new Connection();
    connection.#socket = new WebSocket(endpoint);
    await new Promise((resolve, reject) => {
      connection.#socket.onopen = resolve;
      connection.#socket.onerror = reject;
    });
    connection.#socket.onmessage = ({ data }) => connection.#receive(JSON.parse(data));
    return connection;
  }

  #receive({ id, result, error, params }) {
    if (id === undefined) return this.eventsOf(params.subscription).push(params.result);
    const { resolve, reject } = this.#answers.get(id);
    this.#answers.delete(id);
    return error ? reject(Object.assign(new Error(error.message), error)) : resolve(result);
  }

  /** Calls a method; throws the error that the node returns. */
  call(method, ...params) {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return answer;
  }

  /** The events of a subscription that were not consumed yet. */
  eventsOf(subscription) {
    if (!this.#events.has(subscription)) this.#events.set(subscription, []);
    return this.#events.get(subscription);
  }

  /** Consumes the events of a subscription up to the first that fits, and returns that one. */
  async next(subscription, fits = () => true, seconds = 30) {
    const events = this.eventsOf(subscription);
    const seen = [];
    for (const start = Date.now(); Date.now() - start < seconds * 1000; await sleep(10)) {
      while (events.length > 0) {
        const event = events.shift();
        seen.push(event);
        if (fits(event)) return event;
      }
    }
    return assert.fail(`no such event within ${seconds} s: ${JSON.stringify(seen)}`);
  }

  close() {
    this.#socket.close();
  }
}

/** A chainHead subscription. */
export class Follow {
  static async start(connection, withRuntime = true) {
    const follow = new Follow();
    follow.connection = connection;
    follow.id = await connection.call('chainHead_v1_follow', withRuntime);
    return follow;
  }

  /** Returns the next event of this name; drops those before it. */
  event(name, fits = () => true) {
    return this.connection.next(this.id, (event) => event.event === name && fits(event));
  }

  call(method, ...params) {
    return this.connection.call(`chainHead_v1_${method}`, this.id, ...params);
  }

  /** Starts an operation and returns all its events up to the last. */
  async operation(method, ...params) {
    const started = await this.call(method, ...params);
    assert.equal(started.result, 'started');
    const events = [];
    for (;;) {
      const event = await this.connection.next(this.id, ({ operationId }) => operationId === started.operationId);
      events.push(event);
      if (event.event === 'operationWaitingForContinue') await this.call('continue', started.operationId);
      else if (event.event !== 'operationStorageItems') return events;
    }
  }

  /** Returns storage values of a block, by key and kind. */
  async storage(hash, items) {
    const events = await this.operation('storage', hash, items, null);
    assert.equal(events.at(-1).event, 'operationStorageDone', JSON.stringify(events));
    return events.flatMap((event) => event.items ?? []);
  }
}
