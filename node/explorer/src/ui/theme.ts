import { signal } from '@preact/signals';

/** Colours by name. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'dtao-theme';
const stored = localStorage.getItem(KEY);

/** The colours that the user chose; the system's by default. */
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

/** Lets the page have the chosen colours, now and after each change. */
export function applyTheme(): void {
  theme.subscribe((value) => {
    if (value === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
    localStorage.setItem(KEY, value);
  });
}

/** Returns `true` if the page is dark now. */
export const isDark = (): boolean =>
  theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
