import { signal } from '@preact/signals';

/** The kind of a message. */
export type Tone = 'good' | 'warning' | 'bad';

/** A message. */
export interface Notice {
  id: number;
  tone: Tone;
  text: string;
}

/** Messages about what happened to the chain or the connection. They disappear by themselves. */
export const notices = signal<Notice[]>([]);

const STAYS = 9000;
const MOST = 4;
let count = 0;

/** Shows a message for some seconds, and lets screen readers speak it. */
export function notify(tone: Tone, text: string): void {
  const id = (count += 1);
  notices.value = [...notices.value.filter((notice) => notice.text !== text), { id, tone, text }].slice(-MOST);
  setTimeout(() => dismiss(id), STAYS);
}

/** Removes a message. */
export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
