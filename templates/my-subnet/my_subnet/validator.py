"""The validator: sends each miner a task, and sets weights by the answers, once an epoch."""

import argparse
import ipaddress
import json
import urllib.request
from typing import Any

import bittensor
from bittensor.intents import SetWeights

from .task import new_task, solve

SECONDS = 5
"""The time that a miner has for an answer."""


def ask(address: str, task: str) -> str | None:
    """Returns a miner's answer, or ``None`` if it gives none in time."""
    request = urllib.request.Request(f"http://{address}", json.dumps({"task": task}).encode())
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            return str(json.load(response)["answer"])
    except (OSError, ValueError, KeyError):
        return None


def miners(client: bittensor.Subtensor, netuid: int) -> dict[int, str]:
    """Returns the addresses that miners have announced, by UID."""
    found = {}
    for neuron in client.neurons.neurons(netuid):
        axon = neuron.raw["axon_info"]
        if axon["port"]:
            found[neuron.uid] = f"{ipaddress.ip_address(int(axon['ip']))}:{axon['port']}"
    return found


def scores(addresses: dict[int, str]) -> dict[int, float]:
    """Asks every miner, and returns 1 for a right answer and 0 for any other."""
    result = {}
    for uid, address in addresses.items():
        task = new_task()
        result[uid] = float(ask(address, task) == solve(task))
    return result


def set_weights(client: bittensor.Subtensor, wallet: Any, netuid: int, points: dict[int, float]) -> None:
    """Sets the weights of all miners with points; sets none if there is none."""
    paid = {uid: point for uid, point in points.items() if point > 0}
    if paid:
        intent = SetWeights(netuid=netuid, uids=list(paid), weights=list(paid.values()))
        client.execute(intent, wallet).raise_for_failure()


def main() -> None:
    """Runs a validator until it is stopped."""
    parser = argparse.ArgumentParser(description="Sets the weights of a subnet's miners.")
    parser.add_argument("--network", default="ws://127.0.0.1:9944")
    parser.add_argument("--wallet", required=True, help="name of the wallet, or name/hotkey")
    parser.add_argument("--netuid", type=int, default=1)
    options = parser.parse_args()
    name, _, hotkey = options.wallet.partition("/")
    wallet = bittensor.Wallet(name=name, hotkey=hotkey or "default")
    with bittensor.Subtensor(options.network) as client:
        while True:
            set_weights(client, wallet, options.netuid, scores(miners(client, options.netuid)))
            client.wait_for_epoch(options.netuid)


if __name__ == "__main__":
    main()
