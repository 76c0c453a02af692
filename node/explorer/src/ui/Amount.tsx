import type { JSX } from 'preact';
import { amountText, grouped, percentText } from '../format/amount.js';

type Kind = 'tao' | 'alpha';

interface AmountProps {
  rao: bigint;
  /** The symbol of a subnet's alpha; TAO if absent. */
  symbol?: string | undefined;
  decimals?: number;
  /** Names the number for tests and scripts. */
  name?: string;
  class?: string;
}

/** Returns the first characters of a symbol: one is usual, and marks can be piled on it. */
export const symbolText = (symbol: string): string => [...symbol].slice(0, 3).join('') || 'α';

/** The unit of an amount. A subnet's symbol is text of its owner, so it cannot change the direction of what surrounds it. */
function Unit({ symbol }: { symbol: string | undefined }): JSX.Element {
  return symbol === undefined ? <span class="unit">τ</span> : <bdi class="unit unit-alpha">{symbolText(symbol)}</bdi>;
}

/** An amount with its unit. Shows the exact number of rao on hover. */
export function Amount({ rao, symbol, decimals, name, class: extra = '' }: AmountProps): JSX.Element {
  const kind: Kind = symbol === undefined ? 'tao' : 'alpha';
  return (
    <data class={`amount ${kind} ${extra}`} value={String(rao)} title={`${grouped(rao)} rao of ${kind === 'tao' ? 'TAO' : 'alpha'}`} data-name={name}>
      {amountText(rao, decimals)}
      <Unit symbol={symbol} />
    </data>
  );
}

/** A price: TAO per alpha. */
export function Price({ rao, name, decimals, class: extra = '' }: Omit<AmountProps, 'symbol'>): JSX.Element {
  return (
    <data class={`amount price ${extra}`} value={String(rao)} title={`${grouped(rao)} rao of TAO per alpha`} data-name={name}>
      {amountText(rao, decimals)}
      <span class="unit">τ</span>
    </data>
  );
}

interface CountProps {
  value: bigint | number;
  unit?: string;
  name?: string;
  class?: string;
}

/** A whole number with its unit. */
export function Count({ value, unit, name, class: extra = '' }: CountProps): JSX.Element {
  return (
    <data class={`count ${extra}`} value={String(value)} data-name={name}>
      {grouped(value)}
      {unit === undefined ? null : <span class="unit">{unit}</span>}
    </data>
  );
}

/** A part of a whole, given in parts of 10⁹. */
export function Percent({ parts, name, class: extra = '' }: { parts: bigint; name?: string; class?: string }): JSX.Element {
  return (
    <data class={`percent ${extra}`} value={String(parts)} title={`${grouped(parts)} parts of 10⁹`} data-name={name}>
      {percentText(parts)}
    </data>
  );
}
