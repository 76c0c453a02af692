import type { JSX } from 'preact';
import { inWords, textOf } from '../../format/text.js';
import { useRead } from '../../node/read.js';
import { Waiting } from '../../ui/parts.js';

/** The texts by which the owner describes the subnet. They are shown as text: nothing in them is a link or an image. */
export function Identity({ netuid }: { netuid: number }): JSX.Element {
  const { value, error } = useRead(`identity-${netuid}`, async ({ at }) => ({ identity: await at.query.subtensorModule.subnetIdentitiesV3(netuid) }));
  if (!value) return <Waiting error={error} what="The identity" />;
  if (!value.identity) return <p class="empty">The owner has set no identity.</p>;
  return (
    <dl class="texts">
      {Object.entries(value.identity).map(([name, bytes]) => {
        const text = textOf(bytes);
        return (
          <div key={name}>
            <dt>{inWords(name)}</dt>
            <dd>{text === '' ? <span class="muted">–</span> : <bdi class="whole-text">{text}</bdi>}</dd>
          </div>
        );
      })}
    </dl>
  );
}
