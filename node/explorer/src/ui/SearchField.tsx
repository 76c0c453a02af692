import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { go, link } from '../router.js';

/** The field that finds accounts, subnets, blocks and transactions. */
export function SearchField(): JSX.Element {
  const [text, setText] = useState('');
  const search = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    go(link('search', text.trim()));
    setText('');
  };
  return (
    <form class="search" role="search" onSubmit={search}>
      <label class="for-readers" for="search">Address, netuid, block or hash</label>
      <input
        id="search"
        type="search"
        value={text}
        placeholder="Address, netuid, block or hash"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
