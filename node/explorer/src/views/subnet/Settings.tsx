import type { JSX } from 'preact';
import type { DtaoPrimitivesRuntimeApiHyperparametersHyperparamValue as Value } from '../../chain/index.js';
import { grouped } from '../../format/amount.js';
import { inWords, textOf } from '../../format/text.js';
import { useRead } from '../../node/read.js';
import { Amount } from '../../ui/Amount.js';
import { Waiting } from '../../ui/parts.js';

/** The units of hyperparameters that are no amounts of TAO. */
const UNITS: Record<string, string> = {
  kappa: 'of 65 535',
  immunity_period: 'blocks',
  min_allowed_weights: 'weights',
  max_weights_limit: 'of 65 535',
  tempo: 'blocks',
  weights_rate_limit: 'blocks',
  activity_cutoff: 'blocks',
  burn_half_life: 'blocks',
  burn_increase_mult: 'times',
  bonds_moving_avg: 'of 1 000 000',
  max_regs_per_block: 'neurons',
  serving_rate_limit: 'blocks',
  max_validators: 'neurons',
  max_allowed_uids: 'neurons',
  commit_reveal_period: 'epochs',
  alpha_high: 'of 65 535',
  alpha_low: 'of 65 535',
  activity_cutoff_factor: 'thousandths of a tempo',
  bonds_penalty: 'of 65 535',
  min_childkey_take: 'of 65 535',
  owner_immune_neuron_limit: 'neurons',
  target_regs_per_interval: 'neurons',
  collateral_lock_share: 'of 65 535',
};

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
            <span class="setting-value"><SettingValue value={entry.value} />{UNITS[name] ? <span class="unit">{UNITS[name]}</span> : null}</span>
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
