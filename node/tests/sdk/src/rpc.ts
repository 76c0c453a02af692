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

/** Makes a call and returns its result, whose type the caller names. Throws {@link RpcError} for the node's error. */
export async function rpc<T>(http: string, method: string, params: readonly unknown[] = []): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(http, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result, error } = (await response.json()) as Answer;
  if (error) {
    const data = error.data === undefined ? '' : `: ${typeof error.data === 'string' ? error.data : JSON.stringify(error.data)}`;
    throw new RpcError(method, error.code, `${error.message}${data}`);
  }
  return result as T;
}
