"""The miner: registers, announces its address, and answers tasks by HTTP."""

import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import bittensor
from bittensor.intents import BurnedRegister, ServeAxon

from .task import solve


class Handler(BaseHTTPRequestHandler):
    """Answers ``POST {"task": …}`` with ``{"answer": …}``."""

    def do_POST(self) -> None:
        """Answers a task."""
        task = json.loads(self.rfile.read(int(self.headers["content-length"])))["task"]
        body = json.dumps({"answer": solve(task)}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Prints nothing."""


def join(client: bittensor.Subtensor, wallet: Any, netuid: int, ip: str, port: int) -> None:
    """Registers the wallet's hotkey unless it is registered, and announces where it answers."""
    hotkey = wallet.hotkey.ss58_address
    if hotkey not in (neuron.hotkey for neuron in client.neurons.neurons(netuid)):
        client.execute(BurnedRegister(netuid=netuid), wallet).raise_for_failure()
    client.execute(ServeAxon(netuid=netuid, ip=ip, port=port), wallet).raise_for_failure()


def main() -> None:
    """Runs a miner until it is stopped."""
    parser = argparse.ArgumentParser(description="Answers the tasks of a subnet's validators.")
    parser.add_argument("--network", default="ws://127.0.0.1:9944")
    parser.add_argument("--wallet", required=True, help="name of the wallet, or name/hotkey")
    parser.add_argument("--netuid", type=int, default=1)
    parser.add_argument("--ip", required=True, help="this machine's address, as validators reach it")
    parser.add_argument("--port", type=int, default=8091)
    options = parser.parse_args()
    server = ThreadingHTTPServer(("0.0.0.0", options.port), Handler)
    name, _, hotkey = options.wallet.partition("/")
    wallet = bittensor.Wallet(name=name, hotkey=hotkey or "default")
    with bittensor.Subtensor(options.network) as client:
        join(client, wallet, options.netuid, options.ip, options.port)
    server.serve_forever()


if __name__ == "__main__":
    main()
