import { render } from 'preact';
import { App } from './App.js';
import { follow } from './node/connection.js';
import { applyTheme } from './ui/theme.js';
import 'uplot/dist/uPlot.min.css';
import './style/tokens.css';
import './style/base.css';
import './style/layout.css';
import './style/parts.css';
import './style/views.css';

/** The server's message to the page. */
interface Config {
  rpcPort: number;
}

/** Returns the address of the node's RPC: on the machine that served the page, at the port that the server names. */
async function rpcUrl(): Promise<string> {
  const answer = await fetch('./config.json', { cache: 'no-store' });
  const { rpcPort } = (await answer.json()) as Config;
  const host = location.hostname === 'localhost' ? '127.0.0.1' : location.hostname;
  return `ws://${host}:${rpcPort}`;
}

/** Returns it as soon as the server answers: it may be starting again. */
async function patientRpcUrl(): Promise<string> {
  for (;;) {
    try {
      return await rpcUrl();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

applyTheme();
const root = document.getElementById('page');
if (root) render(<App />, root);
void patientRpcUrl().then(follow);
