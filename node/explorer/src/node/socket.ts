import type { ConnectionStatus, JsonRpcProvider, JsonRpcSubscription, JsonRpcSubscriptionCallback, JsonRpcSubscriptionInput, ProviderEvent } from 'dedot';
import { EventEmitter } from 'dedot/utils';

/** The error of every request that was open when the connection was lost. */
export class ConnectionLost extends Error {
  constructor() {
    super('the connection to the node was lost');
  }
}

/** An error that the node returned. */
export class NodeError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data: unknown,
  ) {
    super(data === undefined || data === null ? message : `${message}: ${typeof data === 'string' ? data : JSON.stringify(data)}`);
  }
}

interface Message {
  id?: number;
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
  method?: string;
  params?: { subscription: string | number; result: unknown };
}

interface Open {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * One WebSocket connection, which is never opened again: the page starts anew with another one, so that nothing it has
 * remembered of a chain outlives the chain. Requests have no timeout, since a run of blocks may take minutes.
 */
export class NodeSocket extends EventEmitter<ProviderEvent> implements JsonRpcProvider {
  status: ConnectionStatus = 'disconnected';
  #socket: WebSocket | undefined;
  #count = 0;
  readonly #open = new Map<number, Open>();
  readonly #listeners = new Map<string, (result: unknown) => void>();
  /** Notifications that arrived before the answer that names their subscription. */
  readonly #early = new Map<string, unknown[]>();

  constructor(readonly url: string) {
    super();
  }

  connect(): Promise<this> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.url);
      this.#socket = socket;
      socket.onopen = () => {
        this.status = 'connected';
        this.emit('connected', this.url);
        resolve(this);
      };
      socket.onmessage = ({ data }: MessageEvent<string>) => this.#receive(JSON.parse(data) as Message);
      socket.onclose = () => {
        reject(new ConnectionLost());
        this.#lose();
      };
    });
  }

  async disconnect(): Promise<void> {
    this.#socket?.close();
  }

  send<T>(method: string, params: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) throw new ConnectionLost();
      const id = (this.#count += 1);
      this.#open.set(id, { resolve: resolve as Open['resolve'], reject });
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  async subscribe<T>(input: JsonRpcSubscriptionInput, callback: JsonRpcSubscriptionCallback<T>): Promise<JsonRpcSubscription> {
    const subscriptionId = String(await this.send<string | number>(input.subscribe, input.params));
    const unsubscribe = async (): Promise<void> => {
      this.#listeners.delete(subscriptionId);
      await this.send(input.unsubscribe, [subscriptionId]);
    };
    const subscription = { unsubscribe, subscriptionId };
    const listener = (result: unknown): void => callback(null, result as T, subscription);
    this.#listeners.set(subscriptionId, listener);
    this.#early.get(subscriptionId)?.forEach(listener);
    this.#early.delete(subscriptionId);
    return subscription;
  }

  #receive({ id, result, error, params }: Message): void {
    if (id === undefined) {
      if (params) this.#deliver(String(params.subscription), params.result);
      return;
    }
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (error) open?.reject(new NodeError(error.code, error.message, error.data));
    else open?.resolve(result);
  }

  #deliver(subscription: string, result: unknown): void {
    const listener = this.#listeners.get(subscription);
    if (listener) return listener(result);
    const waiting = this.#early.get(subscription) ?? [];
    this.#early.set(subscription, [...waiting, result].slice(-64));
    // Those of a subscription that was given up are never fetched: the oldest make room.
    const [oldest] = this.#early.keys();
    if (this.#early.size > 16 && oldest !== undefined) this.#early.delete(oldest);
  }

  #lose(): void {
    this.#socket = undefined;
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#listeners.clear();
    this.#early.clear();
    this.status = 'disconnected';
    this.emit('disconnected');
    for (const { reject } of open) reject(new ConnectionLost());
  }
}
