import { useEffect, useState } from 'preact/hooks';
import { effect } from '@preact/signals';
import { type History, HISTORY_METHOD, type HistoryRequest } from '../history.js';
import { connection, epoch, head } from './connection.js';
import { messageOf } from './read.js';

/** A series, or the reason for which it could not be read. */
export interface SeriesReading {
  history: History | undefined;
  error: string | undefined;
}

/** Charts change slowly: a series is read again at most this often, in milliseconds. */
const PAUSE = 1500;

/**
 * Reads a series from the node, and again as the chain grows. `back` is the number of blocks before the best one at which it
 * begins; without it the series begins with the chain.
 */
export function useSeries(request: Omit<HistoryRequest, 'from' | 'to'>, back: number | undefined): SeriesReading {
  const [reading, setReading] = useState<SeriesReading>({ history: undefined, error: undefined });
  const key = JSON.stringify([request, back]);
  useEffect(() => {
    let ended = false;
    let busy = false;
    let again = false;
    setReading({ history: undefined, error: undefined });
    const run = async (): Promise<void> => {
      busy = true;
      do {
        again = false;
        const open = connection.peek();
        const best = head.peek();
        if (!open || !best) break;
        try {
          const from = back === undefined ? 0 : Math.max(0, best.number - back);
          const history = await open.socket.send<History>(HISTORY_METHOD, [{ ...request, from }]);
          if (ended) return;
          setReading({ history, error: undefined });
        } catch (error) {
          if (ended) return;
          const outdated = head.peek()?.hash !== best.hash || connection.peek() !== open;
          if (!outdated) setReading((before) => ({ ...before, error: messageOf(error) }));
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      } while (again && !ended);
      busy = false;
    };
    const stop = effect(() => {
      void [head.value, connection.value, epoch.value];
      if (busy) again = true;
      else void run();
    });
    return () => {
      ended = true;
      stop();
    };
  }, [key]);
  return reading;
}

/** Returns `true` if the node serves series. */
export const hasHistory = (): boolean => connection.value?.facts.methods.has(HISTORY_METHOD) ?? false;
