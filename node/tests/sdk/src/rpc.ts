/** JSON-RPC by HTTP. */

/** An error that the node returned for a request. */
export class RpcError extends Error {
  constructor(
    readonly method: string,
    readonly code: number,
    readonly reason: string,
  ) {
    super(`${method}: ${reason}`);
    this.name = 'RpcError';
  }
}

interface Answer {
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

async function post<T>(http: string, request: unknown): Promise<T> {
  const response = await fetch(http, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request),
  });
  return (await response.json()) as T;
}

function resultOf(method: string, { result, error }: Answer): unknown {
  if (!error) return result;
  const data = error.data === undefined ? '' : `: ${typeof error.data === 'string' ? error.data : JSON.stringify(error.data)}`;
  throw new RpcError(method, error.code, `${error.message}${data}`);
}

/** Makes a call and returns its result, whose type the caller names. Throws {@link RpcError} for the node's error. */
export async function rpc<T>(http: string, method: string, params: readonly unknown[] = []): Promise<T> {
  return resultOf(method, await post<Answer>(http, { jsonrpc: '2.0', id: 1, method, params })) as T;
}

/** A method and its parameters. */
export type Call = readonly [method: string, ...params: unknown[]];

/** Makes calls in this order in one request, and returns their results; throws the first error. */
export async function batch(http: string, calls: readonly Call[]): Promise<unknown[]> {
  const requests = calls.map(([method, ...params], id) => ({ jsonrpc: '2.0', id, method, params }));
  const answers = await post<(Answer & { id: number })[]>(http, requests);
  return requests.map(({ id, method }) => resultOf(method, answers.find((answer) => answer.id === id) ?? {}));
}
