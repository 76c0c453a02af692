"""Commits to weights with a time lock, by one client: `python commit_sealed.py CLIENT ENDPOINT URI NETUID UID`. Prints their round.

A client encrypts for a round of drand to come, by the clock. `sealed_in_the_past` runs this with a clock that stands still in the
past, so that a test has the pulse of that round.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

GENESIS = datetime.fromtimestamp(1_692_803_367, UTC)
"""The time of quicknet's first round."""

LIBRARY = next((str(path) for path in Path("/usr").glob("lib*/**/faketime/libfaketimeMT.so.1")), None)
"""The library that sets the clock of a process, of Debian's package faketime."""


def sealed_in_the_past(python, client, endpoint, uri, netuid, uid, round_):
    """Lets a client commit at the time of a round, and returns the round for which it has encrypted."""
    if LIBRARY is None:
        raise FileNotFoundError("libfaketime is missing: install faketime (Debian's name)")
    now = GENESIS + timedelta(seconds=3 * (round_ - 1))
    clock = {"LD_PRELOAD": LIBRARY, "FAKETIME": f"{now:%Y-%m-%d %H:%M:%S}", "TZ": "UTC", "DONT_FAKE_MONOTONIC": "1"}
    command = [python, "-W", "ignore", __file__, client, endpoint, uri, str(netuid), str(uid)]
    done = subprocess.run(command, env=os.environ | clock, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{client} has not committed:\n{done.stdout}{done.stderr}")
    return int(done.stdout.split()[-1])


def by_sdk11(endpoint, uri, netuid, uid):
    """Commits by bittensor 11."""
    from sdk11 import Account, Blocking, succeeded
    sdk = Blocking(endpoint)
    weights = {"netuid": netuid, "uids": [uid], "weights": [1.0]}
    return succeeded(sdk("execute_tool", "set_weights", weights, Account.of(uri))).data["reveal_round"]


def by_turbobt(endpoint, uri, netuid, uid):
    """Commits by turbobt."""
    from sdk11 import Account
    import turbobt

    async def commit():
        async with turbobt.Bittensor(endpoint, wallet=Account.of(uri)) as client:
            return await client.subnet(netuid).weights.commit({uid: 1.0}, block_time=1)

    return asyncio.run(commit())


def by_sdk10(endpoint, uri, netuid, uid):
    """Commits by the Bittensor SDK 10."""
    os.environ |= {"BT_NO_PARSE_CLI_ARGS": "1", "BT_LOGGING_LOGGING_DIR": tempfile.gettempdir()}
    import bittensor
    from bittensor_wallet import Wallet
    from wallets import wallet_of
    with tempfile.TemporaryDirectory() as folder:
        wallet_of(folder, "validator", uri, f"{uri}//hotkey")
        wallet = Wallet(name="validator", hotkey="default", path=folder)
        done = bittensor.Subtensor(network=endpoint).set_weights(wallet, netuid, [uid], [1.0], block_time=1)
    if not done.success:
        raise RuntimeError(done)
    return done.data["reveal_round"]


if __name__ == "__main__":
    print({"sdk11": by_sdk11, "turbobt": by_turbobt, "sdk10": by_sdk10}[sys.argv[1]](*sys.argv[2:4], *map(int, sys.argv[4:])))
