"""The Bittensor SDK 11, blocking or awaited, on a development chain of its own."""

import asyncio
import atexit
import json
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

# The SDK caches metadata and symbols below the home folder, and reads it when it is imported.
HOME = tempfile.mkdtemp(prefix="dtao-home-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["HOME"] = HOME

import bittensor
from bittensor import calls
from bittensor.sp_core import Keypair

from node import Node
from state import TAO, State, account, blake

SECONDS = 60
"""Time that a client has for one operation; more counts as hanging."""

PULSES = {int(round_): signature for round_, signature in json.loads((Path(__file__).parents[1] / "lib/pulses.json").read_text()).items()}
"""Signatures by round, as the beacon has published them."""

NAMES = ("Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie")


@dataclass
class Account:
    """A coldkey and a hotkey, in the shape that clients expect of a wallet."""

    coldkey: Keypair
    hotkey: Keypair

    @classmethod
    def of(cls, uri, hotkey="hotkey"):
        """Returns the account of a secret URI, with the hotkey derived from it."""
        return cls(Keypair.create_from_uri(uri), Keypair.create_from_uri(f"{uri}//{hotkey}"))

    @property
    def coldkeypub(self):
        return self.coldkey

    @property
    def hotkeypub(self):
        return self.hotkey

    @property
    def cold(self):
        """The coldkey's address."""
        return self.coldkey.ss58_address

    @property
    def hot(self):
        """The hotkey's address."""
        return self.hotkey.ss58_address


class Blocking:
    """The SDK as a script without asyncio uses it."""

    def __init__(self, endpoint):
        self.client = bittensor.Subtensor(endpoint)
        self._pool = ThreadPoolExecutor(1)

    def __call__(self, method, *arguments, **options):
        """Calls a method of the client, given by its path, within the time that it has."""
        return self._pool.submit(follow(self.client, method), *arguments, **options).result(SECONDS)

    def close(self):
        self.client.close()
        self._pool.shutdown(wait=False, cancel_futures=True)


class Awaited:
    """The SDK as an asynchronous program uses it."""

    def __init__(self, endpoint):
        self._loop = asyncio.new_event_loop()
        self.client = self._loop.run_until_complete(bittensor.Subtensor(endpoint)._aconnect())

    def __call__(self, method, *arguments, **options):
        return self._loop.run_until_complete(asyncio.wait_for(follow(self.client, method)(*arguments, **options), SECONDS))

    def close(self):
        self._loop.run_until_complete(self.client.close())
        self._loop.close()


def follow(thing, path):
    """Returns an attribute of an attribute: `a.b`."""
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing


class Refused(AssertionError):
    """An operation that the SDK reports as failed."""


class World:
    """A chain, its accounts, and a client."""

    def __init__(self, client):
        self.node = Node()
        try:
            self.state = State(self.node)
            self.node.blocks()
            self.accounts = {name.lower(): Account.of(f"//{name}") for name in NAMES}
            for name, who in self.accounts.items():
                setattr(self, name, who)
            self.sdk = client(self.node.endpoint)
        except BaseException:
            self.node.stop(failed=True)
            raise

    def close(self, failed=False):
        self.sdk.close()
        self.node.stop(failed)

    def read(self, name, **arguments):
        """Returns the result of a read."""
        return self.sdk("read", name, **arguments)

    def do(self, op, who, **arguments):
        """Executes an intent, signed by an account; returns the SDK's result, or raises `Refused`."""
        return succeeded(self.sdk("execute_tool", op, arguments, who))

    def raw(self, call, who, **options):
        """Submits a call that no intent has."""
        return succeeded(self.sdk("submit_call", call, who, **options))

    def sudo(self, call):
        """Makes a call as root, by Alice."""
        return self.raw(calls.Sudo.sudo(call=self.sdk("compose", call)), self.alice)

    def pulse(self, round_):
        """Sends the pulse of a round of drand's quicknet, of which there are some in `lib/pulses.json`."""
        self.raw(calls.Call("Drand", "write_pulse", {"round": round_, "signature": PULSES[round_]}), self.alice)

    def blocks(self, count):
        """Builds blocks."""
        self.node.rpc("dev_newBlock", {"count": count})

    def epoch(self, netuid):
        """Builds blocks until the subnet has had its next payout."""
        index = self.index(netuid)
        while self.index(netuid) == index:
            self.blocks(5)

    def index(self, netuid):
        """Returns the number of payouts that a subnet has had."""
        return self.state.integer("SubnetEpochIndex", netuid.to_bytes(2, "little"), default=0)

    def account_keys(self):
        """Returns the storage keys of all accounts, coldkeys and hotkeys."""
        return [blake(account(address)) for who in self.accounts.values() for address in (who.cold, who.hot)]

    def free(self, who):
        """Returns the free balance of an account's coldkey."""
        return self.state.free(who.cold)

    def stake(self, who, netuid, hotkey=None):
        """Returns the stake of an account with a hotkey, its own unless another is given."""
        return self.state.stake(hotkey or who.hot, who.cold, netuid) or 0

    def funded(self, uri, tao=100):
        """Returns an account that has TAO and nothing else."""
        who = Account.of(uri)
        self.raw(calls.Balances.transfer_keep_alive(dest={"Id": who.cold}, value=tao * TAO), self.eve)
        return who


def succeeded(result):
    """Returns a result, or raises what it says."""
    if not result.success:
        raise Refused(f"{result.error or ''} {result.message}".strip())
    return result


def equal(got, wanted):
    """Asserts that two values are equal, and shows both if not."""
    if got != wanted:
        raise AssertionError(f"{got!r} instead of {wanted!r}")


def one_line(error):
    """Returns the message of an error; raises if it does not fit a line."""
    text = str(error).strip()
    if not text or "\n" in text:
        raise AssertionError(f"not one line: {text!r}")
    return text
