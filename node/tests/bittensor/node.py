"""Starts the built node for a test on free ports, and stops it again."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

CACHE = Path(os.environ.get("DTAO_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dtao")
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or CACHE / "target")

BINARY = Path(os.environ.get("DTAO_NODE") or TARGET / "release" / "dtao-node")
"""The node under test."""


def free_port():
    """Returns a free port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


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
        port = free_port()
        self.http = f"http://127.0.0.1:{port}"
        self.endpoint = f"ws://127.0.0.1:{port}"
        arguments = ["--dev", "--sealing", sealing, "--no-banner", "--no-prometheus", "--rpc-port", port]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(BINARY), *map(str, arguments), "--port", str(free_port())],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        try:
            self._wait(120)
        except BaseException:
            self.stop(failed=True)
            raise

    def _wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the node ended with {self.process.returncode}:\n{self.log.read_text()}")
            try:
                self.rpc("system_health")
                return
            except OSError:
                time.sleep(0.1)
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
