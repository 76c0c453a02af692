/** The server of the page: where the node's RPC is, and whether the page is still the one that the node ships. */

/** The server's message to the page. */
interface Config {
  /** The address of the RPC. */
  rpc?: string;
  /** Its port, on the machine that served the page. */
  rpcPort: number;
}

/** Returns the address of the node's RPC. */
export async function rpcAddress(): Promise<string> {
  const answer = await fetch('./config.json', { cache: 'no-store' });
  const { rpc, rpcPort } = (await answer.json()) as Config;
  const host = location.hostname === 'localhost' ? '127.0.0.1' : location.hostname;
  return rpc ?? `ws://${host}:${rpcPort}`;
}

let shipped: string | null | undefined;

/** Loads the page again if the node was replaced by one with another page. */
export async function stayCurrent(): Promise<void> {
  const { headers } = await fetch('./explorer.js', { method: 'HEAD', cache: 'no-cache' });
  const tag = headers.get('etag');
  if (shipped && tag && tag !== shipped) location.reload();
  shipped = tag;
}
