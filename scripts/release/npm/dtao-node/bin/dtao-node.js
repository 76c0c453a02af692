#!/usr/bin/env node
// Runs the program of the package for this system, with the same arguments and streams.
'use strict';

const { spawn } = require('node:child_process');

function find() {
  const name = `dtao-node-${process.platform}-${process.arch}`;
  try {
    return require.resolve(`${name}/bin/dtao-node`);
  } catch {
    console.error(
      process.platform === 'linux' && process.arch === 'x64'
        ? `error: the package ${name} is missing: install its file together with that of dtao-node`
        : `error: dtao-node is for Linux on x86-64, not for ${process.platform} on ${process.arch}`,
    );
    process.exit(1);
  }
}

const child = spawn(find(), process.argv.slice(2), { stdio: 'inherit' });
child.on('error', (error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
// A terminal sends Ctrl-C to both; other senders know this process alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
