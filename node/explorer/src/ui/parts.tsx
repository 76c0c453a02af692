/** Small parts of all views. */

import { type ComponentChildren, type JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { shortened } from '../format/amount.js';
import { link } from '../router.js';
import { nameOf } from '../accounts/names.js';

/** Text that a user of the chain wrote: cut to one line, isolated from its surroundings, whole on hover. */
export function Foreign({ text, class: extra = '' }: { text: string; class?: string }): JSX.Element {
  // Tooltips of 10 000 characters serve nobody.
  const hover = text.length > 500 ? `${text.slice(0, 500)}…` : text;
  return (
    <bdi class={`foreign ${extra}`} title={hover}>
      {text.length > 200 ? `${text.slice(0, 200)}…` : text}
    </bdi>
  );
}

/** An account: its name if it is a development account, and its address, linked to its view. */
export function Account({ address, full = false, plain = false }: { address: string; full?: boolean; plain?: boolean }): JSX.Element {
  const name = nameOf(address);
  const text = name ?? (full ? address : shortened(address));
  const content = <span class={name === undefined ? 'address' : 'account-name'}>{text}</span>;
  return plain ? <span title={address}>{content}</span> : <a class="account" href={link('account', address)} title={address}>{content}</a>;
}

/** A block by its number. */
export function BlockLink({ number, hash }: { number: number; hash?: string | undefined }): JSX.Element {
  return (
    <a class="block-link" href={link('block', hash ?? number)}>
      {number.toLocaleString('en').replace(/,/g, '\u202f')}
    </a>
  );
}

/** A number with its meaning above it. The large form is for the most important number of a view. */
export function Figure({ label, children, note, size = 'medium' }: {
  label: ComponentChildren;
  children: ComponentChildren;
  note?: ComponentChildren;
  size?: 'large' | 'medium' | 'small';
}): JSX.Element {
  return (
    <div class={`figure figure-${size}`}>
      <dt>{label}</dt>
      <dd>
        <span class="figure-value">{children}</span>
        {note === undefined ? null : <span class="figure-note">{note}</span>}
      </dd>
    </div>
  );
}

/** A part of a view with a heading. */
export function Panel({ title, aside, children, class: extra = '', level = 2 }: {
  title: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
  level?: 2 | 3;
}): JSX.Element {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section class={`panel ${extra}`} aria-labelledby={id}>
      <header class="panel-head">
        <Heading id={id}>{title}</Heading>
        {aside === undefined ? null : <div class="panel-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** A choice of one among a few. */
export function Choice<Value extends string>({ label, options, value, onChange, hideLabel = false }: {
  label: string;
  options: readonly (readonly [Value, string])[];
  value: Value;
  onChange: (value: Value) => void;
  hideLabel?: boolean;
}): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={hideLabel ? 'for-readers' : ''}>{label}</legend>
      <div class="choice-options">
        {options.map(([option, text]) => (
          <label key={option} class={option === value ? 'chosen' : ''}>
            <input type="radio" name={name} value={option} checked={option === value} onChange={() => onChange(option)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A button that copies a text. */
export function Copy({ text, label }: { text: string; label: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" class="quiet copy" onClick={() => void copy()} aria-label={label}>
      {copied ? 'copied' : 'copy'}
    </button>
  );
}

/** A state of waiting, failure, or neither, for what is read from the node. */
export function Waiting({ error, what }: { error?: string | undefined; what: string }): JSX.Element {
  return error === undefined
    ? <p class="waiting" role="status">Reading {what.charAt(0).toLowerCase() + what.slice(1)} …</p>
    : <p class="failure" role="alert">{what} cannot be read: {error}</p>;
}

/** A number out of a whole as a bar. */
export function Bar({ parts, of = 1_000_000_000n, label }: { parts: bigint; of?: bigint; label: string }): JSX.Element {
  const share = of === 0n ? 0 : Number((parts * 10_000n) / of) / 100;
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="bar-whole" width="100" height="6" rx="1" />
      <rect class="bar-part" width={Math.min(100, share)} height="6" rx="1" />
    </svg>
  );
}
