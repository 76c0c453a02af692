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

applyTheme();
const root = document.getElementById('page');
if (root) render(<App />, root);
void follow();
