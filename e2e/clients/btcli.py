"""btcli as a user runs it: a process of its own, judged by what it prints, for its exit code tells nothing."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from bittensor_wallet import Keypair, Wallet

PROGRAM = Path(sysconfig.get_path("scripts")) / "btcli"
PEOPLE = ("Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie")


@dataclass
class Person:
    """A wallet: its name, and the addresses of its coldkey and its hotkey `default`."""

    name: str
    coldkey: str
    hotkey: str


def wallet_of(folder, name, uri, hotkey_uri):
    """Stores the keys of two secret URIs as a wallet without a password."""
    wallet = Wallet(name=name, hotkey="default", path=str(folder))
    coldkey, hotkey = Keypair.create_from_uri(uri), Keypair.create_from_uri(hotkey_uri)
    wallet.set_coldkey(coldkey, encrypt=False, overwrite=True)
    wallet.set_coldkeypub(coldkey, overwrite=True)
    wallet.set_hotkey(hotkey, encrypt=False, overwrite=True)
    return Person(name, coldkey.ss58_address, hotkey.ss58_address)


def development_wallets(folder):
    """The wallets of the development chain's six people, by lower-case name."""
    return {name.lower(): wallet_of(folder, name.lower(), f"//{name}", f"//{name}//hotkey") for name in PEOPLE}


class Btcli:
    """btcli with a home, a configuration and wallets of its own, at one node."""

    def __init__(self, folder, endpoint, program=PROGRAM):
        self.folder, self.endpoint, self.program = Path(folder), endpoint, program
        self.wallets = self.folder / "wallets"
        self.environment = os.environ | {
            "HOME": str(self.folder), "COLUMNS": "240", "NO_COLOR": "1", "TERM": "dumb",
            "BTCLI_CONFIG_PATH": str(self.folder / "config.yml"), "BTCLI_DEBUG_FILE": str(self.folder / "debug.txt"),
        }

    def __call__(self, *words, of=None, answer="", chain=True, seconds=90):
        """Runs a command of words split at spaces (or given one by one); returns all that it printed.

        `of` names the wallet; `chain=False` leaves the network out.
        """
        arguments = [part for word in words for part in (word.split() if len(words) == 1 else [str(word)])]
        if chain:
            arguments += ["--network", self.endpoint]
        if of is not None:
            arguments += ["--wallet-path", str(self.wallets), "--wallet-name", of]
        done = subprocess.run(
            [str(self.program), *arguments], env=self.environment, input=answer, timeout=seconds,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        said = plain_text(done.stdout)
        if os.environ.get("SHOW"):
            print(f"$ btcli {' '.join(arguments)}\n{said}", file=sys.stderr)
        return said

    def json(self, *words, **options):
        """Runs a command with --json-output and returns the object that it printed last."""
        said = self(*([f"{words[0]} --json-output"] if len(words) == 1 else [*words, "--json-output"]), **options)
        found = None
        decoder = json.JSONDecoder(strict=False)
        at = said.find("{")
        while at >= 0:
            try:
                found, end = decoder.raw_decode(said, at)
            except json.JSONDecodeError:
                end = at + 1
            at = said.find("{", end)
        if found is None:
            raise AssertionError(f"no JSON from btcli {words}:\n{said}")
        return found


def plain_text(text):
    """Text without colours and marks of direction."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\u200e\u200f]", "", text)


def words_of(text):
    """Text with every run of white space as one space, for output that a terminal's width breaks."""
    return " ".join(text.split())
