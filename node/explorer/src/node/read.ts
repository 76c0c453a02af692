import { useEffect, useRef, useState } from 'preact/hooks';
import { effect } from '@preact/signals';
import { type At, type Client, connection, epoch, type Head, head } from './connection.js';

/** The state in which a value is read: one block. */
export interface Place {
  at: At;
  client: Client;
  head: Head;
}

/** A value with the block at which it was read. */
export interface Reading<T> {
  value: T | undefined;
  head: Head | undefined;
  /** The reason for which the latest reading failed. The value before is still shown. */
  error: string | undefined;
}

/** A pause between two readings, so that a run of quick blocks leaves the page usable. */
const PAUSE = 150;

/**
 * Reads a value at the best block, and again at each new one. All of a value is read at one block. If blocks come faster than
 * they can be read, some are left out. The key names what is read: with another key the value before is dropped.
 */
export function useRead<T>(key: string, read: (place: Place) => Promise<T>): Reading<T> {
  const [reading, setReading] = useState<Reading<T> & { key: string }>({ key, value: undefined, head: undefined, error: undefined });
  const current = useRef(read);
  current.current = read;

  useEffect(() => {
    let ended = false;
    let busy = false;
    let again = false;

    const run = async (): Promise<void> => {
      busy = true;
      do {
        again = false;
        const open = connection.peek();
        const block = head.peek();
        if (!open || !block) break;
        try {
          const at = await open.client.at(block.hash);
          const value = await current.current({ at, client: open.client, head: block });
          if (ended) return;
          setReading({ key, value, head: block, error: undefined });
        } catch (error) {
          if (ended) return;
          // A block that was reverted, or a connection that was lost, while reading: there is another head by then, or soon.
          const outdated = head.peek()?.hash !== block.hash || connection.peek() !== open;
          if (!outdated) setReading((before) => ({ ...before, key, error: messageOf(error) }));
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      } while (again && !ended);
      busy = false;
    };

    const stop = effect(() => {
      // Each of them asks for another reading.
      void [head.value, connection.value, epoch.value];
      if (busy) again = true;
      else void run();
    });
    return () => {
      ended = true;
      stop();
    };
  }, [key]);

  return reading.key === key ? reading : { value: undefined, head: undefined, error: undefined };
}

/** Returns the text of an error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
