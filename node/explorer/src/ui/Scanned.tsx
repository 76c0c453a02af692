import type { ComponentChildren, JSX } from 'preact';
import { OLDER_STEP, type Scan } from '../node/scan.js';
import { grouped } from '../format/amount.js';
import { Waiting } from './parts.js';

/** The result of a search through blocks, with the range that was searched and a button to search further. */
export function Scanned<Entry>({ scan, what, children }: { scan: Scan<Entry>; what: string; children: (entries: Entry[]) => ComponentChildren }): JSX.Element {
  const { found, error, older } = scan;
  if (!found) return <Waiting error={error} what={`The ${what}`} />;
  return (
    <div class="stack tight">
      {found.entries.length === 0 ? <p class="empty">No {what} in blocks {grouped(found.first)} to {grouped(found.last)}.</p> : children(found.entries)}
      <p class="muted small">
        Blocks {grouped(found.first)} to {grouped(found.last)} were searched.{found.ends ? ' The node does not keep the states before.' : ''}{' '}
        {found.first > 0 && !found.ends ? <button type="button" class="quiet" disabled={older === undefined} onClick={older}>Search {OLDER_STEP} older ones</button> : null}
      </p>
    </div>
  );
}
