"""Starts the built node for a test on free ports, and stops it again."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

CACHE = Path(os.environ.get("DTAO_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dtao")
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or CACHE / "target")

BINARY = Path(os.environ.get("DTAO_NODE") or TARGET / "release" / "dtao-node")
"""The node under test."""


# The port of the JSON-RPC server in what the node prints by --json: a free one of its own choice.
PORT = re.compile(r'"rpc":"ws://[^"]*:(\d+)"')

# The node is on this machine: bypass any proxy.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RpcError(Exception):
    """An error that the node returned."""


def rpc(url, method, *params):
    """Makes an RPC call by HTTP."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json"})
    with _direct.open(request, timeout=60) as response:
        answer = json.load(response)
    if "error" in answer:
        raise RpcError(f"{method}: {answer['error']}")
    return answer["result"]


class Node:
    """A development chain in a process of its own. Use it in a `with` statement."""

    def __init__(self, sealing="instant"):
        if not BINARY.exists():
            raise FileNotFoundError(f"{BINARY} is missing: run ./scripts/test.sh build")
        self.folder = Path(tempfile.mkdtemp(prefix="dtao-clients-"))
        self.log = self.folder / "node.log"
        arguments = ["--dev", "--sealing", sealing, "--json", "--no-prometheus", "--rpc-port", "0", "--port", "0"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(BINARY), *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        try:
            port = self._wait_for_port(120)
            self.http = f"http://127.0.0.1:{port}"
            self.endpoint = f"ws://127.0.0.1:{port}"
            self.rpc("system_health")
        except BaseException:
            self.stop(failed=True)
            raise

    def _wait_for_port(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            printed = self.log.read_text()
            if found := PORT.search(printed):
                return int(found[1])
            if self.process.poll() is not None:
                raise RuntimeError(f"the node ended with {self.process.returncode}:\n{printed}")
            time.sleep(0.05)
        raise TimeoutError(f"the node did not answer within {seconds} s:\n{self.log.read_text()}")

    def rpc(self, method, *params):
        """Makes an RPC call."""
        return rpc(self.http, method, *params)

    def blocks(self, count=1):
        """Seals blocks, each final at once."""
        for _ in range(count):
            self.rpc("engine_createBlock", True, True)

    def stop(self, failed=False):
        """Stops the node, and removes its log unless a test failed."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if not failed:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.stop(failed=kind is not None)
