"""Runs btcli 11 as a user does, in a process of its own."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from btcli import plain_text

PROGRAM = Path(sysconfig.get_path("scripts")) / "btcli"

# Secret seeds of the development accounts: of the coldkey, and of the hotkey `default`.
SEEDS = {
    "alice": ("e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a", "9fd9d873c7bf70254ed1ac92ba853b1ee29f8c1d0fd0c1429fe47ee22fa544bf"),
    "bob": ("398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89", "d7c1d3a82cf5f31434d655438c88f24bdb1b8821a2b38ebc96ed671630a8701e"),
    "charlie": ("bc1ede780f784bb6991a585e4f6e61522c14e1cae6ad0895fb57b9a205a8f938", "eb435ac1f9ffe2b48e641e23c2d8e68c358170e5649dc401deaad64de7bf33a0"),
    "dave": ("868020ae0687dda7d57565093a69090211449845a7e11453612800b663307246", "56f5abc455e98565a38dff8ade5c607619b7d55c39fdeb035c525a55548c5201"),
    "eve": ("786ad0e2df456fe43dd1f91ebca22e235bc162e0bb8d53c633e8c85b2af68b7a", "23ffb790d4c4290946d00b85cd36a8c22cb3f0fe514703787273d5d419f7150a"),
    "ferdie": ("42438b7883391c05512a938e36c2df0131e088b3756d6aa7a755fbff19d2f842", "bfe432b6cb08f57a8feaf9dd66789b11e2a7d5cf134d3e1e2e24195d33a257be"),
}


class Failed(AssertionError):
    """A command that ended with another code than 0."""


class Btcli:
    """btcli with a home, configuration and wallets of its own, connected to one node."""

    def __init__(self, folder, endpoint):
        self.folder, self.endpoint = Path(folder), endpoint
        self.wallets = self.folder / "wallets"
        self.environment = os.environ | {"HOME": str(folder), "COLUMNS": "240", "NO_COLOR": "1", "TERM": "dumb"}

    def run(self, command, of=None, hotkey=None, seconds=40):
        """Runs a command, given as one text or as a list; returns its exit code and its output."""
        words = command.split() if isinstance(command, str) else [str(word) for word in command]
        words += ["--network", self.endpoint, "--wallet-path", str(self.wallets)]
        if of is not None:
            words += ["-w", of]
        if hotkey is not None:
            words += ["-H", hotkey]
        done = subprocess.run(
            [str(PROGRAM), *words], env=self.environment, stdin=subprocess.DEVNULL, timeout=seconds,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        said = plain_text(done.stdout)
        if os.environ.get("SHOW"):
            print(f"$ btcli {' '.join(words)}\n{said}", file=sys.stderr)
        return done.returncode, said

    def __call__(self, command, of=None, hotkey=None, seconds=40):
        """Runs a command that must succeed; returns its output."""
        code, said = self.run(command, of, hotkey, seconds)
        if code:
            raise Failed(f"btcli {command}: exit code {code}\n{said}")
        return said

    def json(self, command, of=None, hotkey=None):
        """Runs a command with --json and returns what it printed."""
        said = self(f"{command} --json", of, hotkey)
        start = min(at for at in (said.find("{"), said.find("[")) if at >= 0)
        return json.loads(said[start:])

    def wallets_of_development(self):
        """Stores the wallets of the six development accounts, from their seeds, without passwords."""
        import bittensor

        for name, (coldkey, hotkey) in SEEDS.items():
            wallet = bittensor.Wallet(name, "default", str(self.wallets))
            wallet.regenerate_coldkey(seed=coldkey, use_password=False, suppress=True)
            wallet.regenerate_hotkey(seed=hotkey, use_password=False, suppress=True)


def all_of(value, name):
    """Returns all values under a name in nested JSON."""
    if isinstance(value, dict):
        own = [value[name]] if name in value else []
        return own + [found for part in value.values() for found in all_of(part, name)]
    return [found for part in value for found in all_of(part, name)] if isinstance(value, list) else []
