// A node whose database cannot write.

import assert from 'node:assert/strict';

/**
 * The wrapper of a node whose files have 24 MB at most, which stands for a full disk and needs no rights. An ignored signal makes the
 * write fail instead of killing the node. The database's log has as much after some 1 700 empty blocks; a state file has 3 MB.
 */
export const FULL_DISK = ['bash', '-c', 'trap "" XFSZ; ulimit -f 24000; exec "$0" "$@"'];

/** The answer to a request during which the node ends. */
export const ENDS = /Database error|shutting down|fetch failed|terminated/;

/** Waits until such a node has ended by itself. The reason must be its only error and its last line. */
export async function assertEnds(node) {
  assert.equal(await node.ended, 1, node.output);
  await node.printed(/\nerror: the node has ended, since its database cannot write: .*os error 27.*; the database is in .*\n$/);
  assert.equal(node.output.match(/^error: /gm).length, 1, node.output);
}
