import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DtaoPrimitivesRuntimeApiNeuronsNeuronInfo as Neuron } from '../../chain/index.js';
import { useRead } from '../../node/read.js';
import { Amount, Count, Percent } from '../../ui/Amount.js';
import { HeatMap } from '../../ui/HeatMap.js';
import { Account, Choice, Waiting } from '../../ui/parts.js';

const MATRICES = [
  ['weights', 'Weights'],
  ['bonds', 'Bonds'],
] as const;

/** A share that the chain stores in parts of 65 535, in parts of 10⁹. */
const ofU16 = (value: number): bigint => (BigInt(value) * 1_000_000_000n) / 65_535n;

/** The neurons of a subnet with the outcome of the last epoch, and their weights and bonds. */
export function Metagraph({ netuid, symbol }: { netuid: number; symbol: string | undefined }): JSX.Element {
  const { value: neurons, error } = useRead(`neurons-${netuid}`, ({ at }) => at.call.neuronInfoRuntimeApi.getNeurons(netuid));
  const [matrix, setMatrix] = useState<'weights' | 'bonds'>('weights');
  if (!neurons) return <Waiting error={error} what="The metagraph" />;
  if (neurons.length === 0) return <p class="empty">The subnet has no neurons: nobody is paid, and what is pending waits.</p>;
  const rows = neurons.filter((neuron) => neuron[matrix].length > 0).map((neuron) => ({ uid: neuron.uid, values: neuron[matrix] }));
  return (
    <div class="stack">
      <NeuronTable neurons={neurons} symbol={symbol} />
      <div class="toolbar"><Choice label="Matrix" hideLabel options={MATRICES} value={matrix} onChange={setMatrix} /></div>
      {rows.length === 0
        ? <p class="empty">{matrix === 'weights' ? 'No validator has set weights.' : 'No validator has bonds yet.'}</p>
        : <HeatMap rows={rows} columns={neurons.map(({ uid }) => uid)} label={matrix} />}
    </div>
  );
}

function NeuronTable({ neurons, symbol }: { neurons: Neuron[]; symbol: string | undefined }): JSX.Element {
  return (
    <div class="scroller tall" role="region" aria-label="Table of neurons" tabIndex={0}>
      <table class="wide">
        <thead>
          <tr>
            <th scope="col">UID</th><th scope="col">Hotkey</th><th scope="col">Coldkey</th><th scope="col">Permit</th>
            <th scope="col" class="number">Stake</th><th scope="col" class="number">Incentive</th><th scope="col" class="number">Dividends</th>
            <th scope="col" class="number">Consensus</th><th scope="col" class="number">Earned</th><th scope="col" class="number">Weights set</th>
          </tr>
        </thead>
        <tbody>
          {neurons.map((neuron) => (
            <tr key={neuron.uid} data-uid={neuron.uid}>
              <th scope="row">{neuron.uid}</th>
              <td><Account address={neuron.hotkey.address()} /></td>
              <td><Account address={neuron.coldkey.address()} /></td>
              <td>{neuron.validatorPermit ? 'validator' : <span class="muted">–</span>}</td>
              <td class="number"><Amount rao={neuron.stake.reduce((sum, [, stake]) => sum + stake, 0n)} symbol={symbol} name="stake" /></td>
              <td class="number"><Percent parts={ofU16(neuron.incentive)} /></td>
              <td class="number"><Percent parts={ofU16(neuron.dividends)} /></td>
              <td class="number"><Percent parts={ofU16(neuron.consensus)} /></td>
              <td class="number"><Amount rao={neuron.emission} symbol={symbol} name="emission" /></td>
              <td class="number">{neuron.lastUpdate === 0n ? <span class="muted">never</span> : <>block <Count value={neuron.lastUpdate} /></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
