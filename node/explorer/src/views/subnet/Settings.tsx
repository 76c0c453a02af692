import type { JSX } from 'preact';
import type { DtaoPrimitivesRuntimeApiHyperparametersHyperparamValue as Value } from '../../chain/index.js';
import { grouped } from '../../format/amount.js';
import { inWords, textOf } from '../../format/text.js';
import { useRead } from '../../node/read.js';
import { Amount } from '../../ui/Amount.js';
import { Waiting } from '../../ui/parts.js';

/** The hyperparameters of a subnet, as the runtime names them. */
export function Settings({ netuid }: { netuid: number }): JSX.Element {
  const { value, error } = useRead(`settings-${netuid}`, ({ at }) => at.call.subnetInfoRuntimeApi.getSubnetHyperparamsV3(netuid));
  if (!value) return <Waiting error={error} what="The hyperparameters" />;
  return (
    <ul class="settings">
      {value.map((entry) => {
        const name = textOf(entry.name);
        return (
          <li key={name}>
            <span class="setting-name" title={name}>{inWords(name)}</span>
            <span class="setting-value"><SettingValue value={entry.value} /></span>
          </li>
        );
      })}
    </ul>
  );
}

function SettingValue({ value }: { value: Value }): JSX.Element {
  switch (value.type) {
    case 'Bool':
      return <>{value.value ? 'yes' : 'no'}</>;
    case 'TaoBalance':
      return <Amount rao={value.value} />;
    case 'I32f32':
      return <>{Number(value.value.bits) / 2 ** 32}</>;
    case 'U64f64':
      return <>{Number(value.value.bits) / 2 ** 64}</>;
    default:
      return <>{grouped(value.value)}</>;
  }
}
