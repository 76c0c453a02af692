import type { JSX } from 'preact';
import { Copy, Panel } from '../../ui/parts.js';

const PRESETS = [
  ['development', './scripts/run.sh', 'Three subnets, six accounts: this is what --dev starts'],
  ['launch', './scripts/run.sh --chain launch --sealing mixed --tmp', 'The first block of dynamic TAO: 64 subnets'],
  ['sn28', './scripts/run.sh --chain sn28 --sealing mixed --tmp', 'The fourth day: subnet 28 stands out among 64'],
  ['local-12s', './scripts/run.sh --chain local-12s --sealing 12000 --tmp', 'Bittensor’s pace of 12 seconds'],
  ['bare', './scripts/run.sh --chain bare --sealing mixed --tmp', 'Root alone, without subnets'],
  ['a file', './scripts/run.sh --genesis my-chain.toml --sealing mixed --tmp', 'A chain of your own; docs/genesis.md has the format'],
] as const;

/** The commands that start other chains. A client cannot start a node, so neither can this page. */
export function Presets(): JSX.Element {
  return (
    <Panel title="Another chain" class="wide-panel">
      <p class="muted small">Stop the node with Ctrl-C and start it with one of these. This page connects to the new chain by itself.</p>
      <ul class="list">
        {PRESETS.map(([name, command, meaning]) => (
          <li key={name} class="preset">
            <b>{name}</b> <span class="muted">{meaning}</span>
            <span class="command"><code>{command}</code> <Copy text={command} label={`Copy the command for ${name}`} /></span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
