"""Runs btcli as a user does, in a process of its own. Tests check its output, since its exit code is always 0."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

PROGRAM = Path(sysconfig.get_path("scripts")) / "btcli"


class Btcli:
    """btcli with its own home, configuration and wallets, connected to one node."""

    def __init__(self, folder, endpoint, program=PROGRAM):
        self.folder, self.endpoint, self.program = Path(folder), endpoint, program
        self.wallets = self.folder / "wallets"
        self.environment = os.environ | {
            "HOME": str(self.folder), "COLUMNS": "240", "NO_COLOR": "1", "TERM": "dumb",
            "BTCLI_CONFIG_PATH": str(self.folder / "config.yml"), "BTCLI_DEBUG_FILE": str(self.folder / "debug.txt"),
        }

    def __call__(self, *words, of=None, hotkey="default", answer="", chain=True, seconds=180):
        """Runs a command, given as one text split at spaces or word by word; returns its output.

        `of` names the wallet, `hotkey` its hotkey; `chain=False` leaves the network out.
        """
        arguments = [part for word in words for part in (word.split() if len(words) == 1 else [str(word)])]
        if chain:
            arguments += ["--network", self.endpoint]
        if of is not None:
            arguments += ["--wallet-path", str(self.wallets), "--wallet-name", of]
            # Two commands have no option for the hotkey, and one names it differently.
            if arguments[1] not in ("auto", "set-auto") and "--from" not in arguments:
                arguments += ["--hotkey", hotkey]
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
    """Removes colours and direction marks from a text."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\u200e\u200f]", "", text)


def words_of(text):
    """Replaces every run of white space by one space, for output that is wrapped at a terminal's width."""
    return " ".join(text.split())
