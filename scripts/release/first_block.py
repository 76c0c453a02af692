"""Runs a node until its first block, and prints the seconds that this took.

    first_block.py LIMIT [--url URL] COMMAND…

The address is that of `--url`, or the one that the command prints by `--json`. Fails if there is no block 1 within LIMIT seconds, or if
the node does not end well when it is asked to.
"""

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

STOP_SECONDS = 30
"""The most time that a node has to end."""


def best_block(url: str) -> int:
    """Returns the number of the best block, or -1 if nobody answers."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "chain_getHeader", "params": []}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json"})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as response:
            return int(json.load(response)["result"]["number"], 16)
    except (OSError, ValueError, urllib.error.URLError):
        return -1


def read_url(node: subprocess.Popen[str], found: list[str]) -> None:
    """Appends the address that the node prints, and reads on, so that the node never waits for a reader."""
    for line in node.stdout or []:
        if line.startswith("{") and not found:
            found.append(json.loads(line)["rpc"].replace("ws:", "http:"))


def main(limit: float, url: str | None, command: list[str]) -> None:
    """Runs the command, and ends it."""
    start = time.monotonic()
    found = [url] if url else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as node:
        threading.Thread(target=read_url, args=(node, found), daemon=True).start()
        try:
            while not found or best_block(found[0]) < 1:
                if node.poll() is not None:
                    raise SystemExit(f"the node ended with {node.returncode}")
                if time.monotonic() - start > limit:
                    raise SystemExit(f"no block 1 within {limit:g} s")
                time.sleep(0.05)
            seconds = time.monotonic() - start
            node.send_signal(signal.SIGTERM)
            if code := node.wait(STOP_SECONDS):
                raise SystemExit(f"the node ended with {code} after SIGTERM")
        finally:
            if node.poll() is None:
                node.kill()
    print(f"block 1 after {seconds:.1f} s")


if __name__ == "__main__":
    _, first, *rest = sys.argv
    if rest[0] == "--url":
        main(float(first), rest[1], rest[2:])
    else:
        main(float(first), None, rest)
