// Requests as a browser sends them for a web page, with the page's origin.

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

/** Returns the headers of a page of this origin; of a program that is no browser, for null. */
const named = (origin) => (origin === null ? {} : { origin });

/** Makes an RPC call by HTTP from a page. Returns the status, the headers, and the text of the answer. */
export function post(node, origin, method, params = []) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return ask(node, 'POST', { ...named(origin), 'content-type': 'application/json' }, body);
}

/** Asks whether a page may call, as a browser does before it lets it. */
export function preflight(node, origin) {
  return ask(node, 'OPTIONS', {
    ...named(origin), 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type',
  });
}

/** Makes a request. With null as body only the headers are sent, for an answer that comes before the body. */
export function ask(node, method, headers, body = '', path = '/') {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: node.port, method, headers, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (data) => (text += data));
      answer.once('end', () => {
        resolve({ status: answer.statusCode, headers: answer.headers, text });
        if (body === null) sent.destroy();
      });
    });
    sent.once('error', reject);
    if (body === null) sent.flushHeaders();
    else sent.end(body);
  });
}

/** Opens a web socket from a page. Returns the status: 101 if it is open, which closes it. */
export function upgrade(node, origin) {
  return new Promise((resolve, reject) => {
    const headers = {
      ...named(origin), connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    };
    const sent = request({ host: '127.0.0.1', port: node.port, headers });
    sent.once('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode);
    });
    sent.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}
