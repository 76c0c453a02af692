/** The views by address: the part behind `#`, so that the server has one page only. */

import { computed, signal } from '@preact/signals';

/** A view by its address. */
export interface Route {
  /** The view's name, such as `subnet`. */
  view: string;
  /** The parts after the name. */
  parts: string[];
  /** The parameters behind `?`. */
  query: URLSearchParams;
}

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The view that the address names. */
export const route = computed<Route>(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split('?');
  const [view = '', ...parts] = path.split('/').filter((part) => part !== '').map(decoded);
  return { view: view || 'home', parts, query: new URLSearchParams(query) };
});

/** Returns the address of a view. */
export function link(view: string, ...parts: (string | number)[]): string {
  return `#/${[view, ...parts.map((part) => encodeURIComponent(part))].join('/')}`;
}

/** Goes to a view. */
export function go(address: string): void {
  location.hash = address;
}
