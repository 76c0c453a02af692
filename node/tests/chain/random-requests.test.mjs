// Random requests over HTTP and a web socket: the node answers each in JSON-RPC, soon, lives, and makes blocks afterwards.
//
//   DTAO_SEED=7 DTAO_SECONDS=3600 node --test node/tests/chain/random-requests.test.mjs

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from '@polkadot/x-ws';
import { bob, connect, custodyAccount } from '../lib/chain.mjs';
import { Node, memory, ownFolder } from '../lib/node.mjs';
import { Requests } from '../lib/random.mjs';
import { until } from '../lib/until.mjs';
import { storageKey } from '../lib/upgrade.mjs';

const SEED = Number(process.env.DTAO_SEED ?? 15);
const SECONDS = Number(process.env.DTAO_SECONDS ?? 60);

/** The most milliseconds of an answer. Another test may run at the same time. */
const SOON = 15_000;

/** The most memory of the node afterwards, in MB, without pages that are mapped from files. */
const MEMORY = 500;

/** The requests of one web socket, so that its subscriptions end. */
const REQUESTS_OF_A_SOCKET = 300;

/** Methods that change the chain by design, whatever their parameters. */
const RESTORED = {
  dev_setStorage: 'values are not checked, and no block can be made on some, such as another runtime',
  dev_timeTravel: 'time may end: no block is after the year 9999',
};
const SET_BACK = {
  dev_setSealing: 'a block may come every millisecond, or never',
  dev_setBlockBuildMode: 'the same',
};
const STOPPED = {
  dev_newBlock: 'a run of blocks may take days',
  dev_redo: 'thousands of blocks may have been reverted',
  dev_setHead: 'the same, if the head is one of them',
};
const STARTED_AGAIN = {
  dev_loadState: 'the node ends, and starts again with the chain of the file',
};

/** Waits for a promise, at most for the time in which the node must answer. */
async function soon(promise, what) {
  const late = Symbol('late');
  const answer = await Promise.race([promise, sleep(SOON, late, { ref: false })]);
  assert.notEqual(answer, late, `no answer within ${SOON / 1000} s: ${what.slice(0, 300)}`);
  return answer;
}

/** Asserts that a text is a response in JSON-RPC. Returns it. */
function assertResponse(text, ids, request) {
  const said = `${text.slice(0, 300)}\nto ${request.slice(0, 300)}`;
  let response;
  assert.doesNotThrow(() => (response = JSON.parse(text)), said);
  assert.equal(response.jsonrpc, '2.0', said);
  assert.ok(ids.includes(response.id), said);
  assert.equal('result' in response, !('error' in response), said);
  if ('error' in response) {
    assert.ok(Number.isInteger(response.error.code), said);
    assert.equal(typeof response.error.message, 'string', said);
  }
  return response;
}

/** Sends a body by HTTP. Returns the text of the answer. */
async function post(node, body) {
  const response = await fetch(node.http, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return response.text();
}

/** A web socket that has one request open at a time. */
class Socket {
  #socket;
  #heard = () => {};
  requests = 0;

  static async open(node) {
    const socket = new Socket();
    socket.#socket = new WebSocket(node.endpoint);
    await new Promise((resolve, reject) => {
      socket.#socket.onopen = resolve;
      socket.#socket.onerror = reject;
    });
    // Events of subscriptions have no id.
    socket.#socket.onmessage = ({ data }) => ('id' in JSON.parse(data) ? socket.#heard(data) : null);
    socket.#socket.onerror = () => {};
    socket.#socket.onclose = () => socket.#heard(null);
    return socket;
  }

  /** Sends a text, and returns the text of the answer; `null` if the node closes the connection instead. */
  ask(text) {
    this.requests += 1;
    const answer = new Promise((resolve) => (this.#heard = resolve));
    this.#socket.send(text);
    return answer;
  }

  close() {
    this.#socket.close();
  }
}

describe('A node that gets random requests', { timeout: (SECONDS + 240) * 1000, concurrency: false }, () => {
  let node, socket;

  before(async () => {
    // Clients save chains to files of the working directory.
    const wrapper = ['bash', '-c', 'cd "$0" && exec "$@"', ownFolder('random-requests')];
    node = await Node.start('random-requests', ['--dev', '--sealing', 'mixed'], { wrapper });
    socket = await Socket.open(node);
  });

  after(async () => {
    socket?.close();
    await node?.stop();
  });

  /** Asserts that the node lives, makes a block, and has not grown. */
  async function assertSound() {
    await node.call('dev_setSealing', ['manual']);
    const before = Number((await node.call('chain_getHeader')).number);
    await soon(node.call('dev_newBlock'), 'dev_newBlock');
    assert.equal(Number((await node.call('chain_getHeader')).number), before + 1);
    await node.call('dev_setSealing', ['mixed']);
    assert.equal(node.child.exitCode, null);
    assert.ok(memory(node) < MEMORY, `${Math.round(memory(node))} MB`);
  }

  /** Returns values of the running chain, from which requests are made. */
  async function known() {
    const api = await connect(node);
    const remark = api.tx.system.remark('0x00');
    const sign = async (nonce) => (await remark.signAsync(bob, { nonce, era: 0 })).toHex();
    const values = {
      hashes: [api.genesisHash.toHex(), (await api.rpc.chain.getBlockHash()).toHex()],
      keys: [
        '0x3a636f6465', storageKey('System', 'Account'), storageKey('System', 'Number'), storageKey('Swap', 'PoolPages'), storageKey('Sudo', 'Key'),
      ],
      transactions: ['0x', remark.toHex(), await sign(0), await sign(1), await sign(1_000)],
      addresses: [bob.address, custodyAccount(api)],
    };
    // A client would follow every change of the chain.
    await api.disconnect();
    return values;
  }

  /** Sends a request, over HTTP or the web socket, and checks the answer. */
  async function send(id, method, request, bySocket) {
    if (!bySocket) return assertResponse(await soon(post(node, request), request), [id, null], request);
    const answer = await soon(socket.ask(request), request);
    assert.notEqual(answer, null, `the connection was closed upon ${request.slice(0, 300)}`);
    return assertResponse(answer, [id, null], request);
  }

  /** Sends a request to a method that may change how the chain goes on, and undoes that. */
  async function sendAround(id, method, request, bySocket) {
    if (method in RESTORED) {
      await node.call('dev_setSealing', ['manual']);
      const snapshot = await node.call('dev_snapshot');
      await send(id, method, request, bySocket);
      await node.call('dev_revert', [snapshot]);
      // Until then dev_redo and dev_setHead would bring the reverted block back.
      await node.call('dev_newBlock');
      await node.call('dev_setSealing', ['mixed']);
    } else if (method in SET_BACK) {
      await send(id, method, request, bySocket);
      await node.call('dev_setSealing', ['mixed']);
    } else if (method in STOPPED) {
      let answered = false;
      const sent = send(id, method, request, bySocket).finally(() => (answered = true));
      const stopping = (async () => {
        for (await sleep(200); !answered; await sleep(200)) await node.call('dev_stop');
      })();
      await Promise.all([sent, stopping]);
    } else if (method in STARTED_AGAIN) {
      const starts = () => node.output.split('The node starts again from').length;
      const before = starts();
      if ('error' in (await send(id, method, request, bySocket))) return;
      await until(() => starts() > before, 30, 'the node starts again');
      await until(() => node.call('system_health').catch(() => null), 60, 'the node answers again');
      socket.close();
      socket = await Socket.open(node);
    } else {
      await send(id, method, request, bySocket);
    }
  }

  it('answers each of them, whatever the parameters', async () => {
    const { methods } = await node.call('rpc_methods');
    for (const method of Object.keys({ ...RESTORED, ...SET_BACK, ...STOPPED, ...STARTED_AGAIN })) assert.ok(methods.includes(method), method);
    console.log(`DTAO_SEED=${SEED}: ${methods.length} methods for ${SECONDS} s`);
    const requests = new Requests(SEED, await known());
    const end = Date.now() + SECONDS * 1000;
    let id = 0;
    while (Date.now() < end) {
      id += 1;
      const method = requests.pick(methods);
      if (socket.requests >= REQUESTS_OF_A_SOCKET) {
        socket.close();
        socket = await Socket.open(node);
      }
      await sendAround(id, method, requests.request(id, method), requests.below(2) === 0);
    }
    console.log(`${id} requests, ${Math.round(memory(node))} MB, ${node.output.length} characters of log`);
    // The log does not repeat what clients send: they would fill the disk.
    assert.ok(node.output.length < 100_000 + 1_000 * id, node.output.slice(-10_000));
    await assertSound();
  });

  const INVALID = [-32700, -32600];
  const GARBAGE = {
    'an empty body': '',
    'no JSON': 'GET / HTTP/1.1',
    'a broken UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x7d]),
    'zero bytes': new Uint8Array(1_000),
    '20 000 open brackets': '['.repeat(20_000),
    '20 000 nested objects': '{"a":'.repeat(20_000),
    'a request without a method': '{"jsonrpc":"2.0","id":1}',
    'a method that is a number': '{"jsonrpc":"2.0","id":1,"method":7,"params":[]}',
    'an unended text': '{"jsonrpc":"2.0","id":1,"method":"chain_getHeader',
    'an empty batch': '[]',
  };

  it('answers what is no request with an error', async () => {
    for (const [name, body] of Object.entries(GARBAGE)) {
      const text = await soon(post(node, body), name);
      const { error } = assertResponse(text, [1, null], name);
      assert.ok(INVALID.includes(error?.code), `${name}: ${text.slice(0, 300)}`);
    }
    await assertSound();
  });

  it('answers it on a web socket too, or closes the connection, and takes new ones', async () => {
    for (const [name, body] of Object.entries(GARBAGE)) {
      if (body === '') continue; // An empty message is no request at all.
      const own = await Socket.open(node);
      const text = await soon(own.ask(body), name);
      if (text !== null) assert.ok(INVALID.includes(assertResponse(text, [1, null], name).error?.code), `${name}: ${text.slice(0, 300)}`);
      own.close();
    }
    await assertSound();
  });

  it('refuses a body that is too long', async () => {
    const body = `{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":["${'0'.repeat(16 * 1024 * 1024)}"]}`;
    // The node may close the connection before it has read all of it.
    const answer = await soon(post(node, body).catch(() => null), 'a body of 16 MiB');
    if (answer) assert.ok('error' in assertResponse(answer, [1, null], 'a body of 16 MiB'));
    await assertSound();
  });
});
