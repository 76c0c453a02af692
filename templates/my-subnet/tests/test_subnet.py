"""The subnet on a chain of its own: the honest miner is paid, the other one is not."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import bittensor
import pytest
from bittensor.intents import BurnedRegister
from dtao_test import Account, Chain

from my_subnet import miner, validator
from my_subnet.task import new_task, solve

NETUID = 1
ANNOUNCED = "192.0.2.1"
"""The chain takes no address of this machine, so the tests announce one and ask at another."""


class Liar(miner.Handler):
    """A miner that does not do the work."""

    def do_POST(self) -> None:
        self.send_response(500)
        self.send_header("content-length", "0")
        self.end_headers()


@pytest.fixture
def ports() -> Iterator[tuple[int, int]]:
    """The ports of an honest miner and of a liar, which run."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), handler) for handler in (miner.Handler, Liar)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield (servers[0].server_port, servers[1].server_port)
    for server in servers:
        server.shutdown()
        server.server_close()


def stake_validator(chain: Chain, client: bittensor.Subtensor) -> Account:
    """Returns a validator with stake, after the epoch that gives it a permit."""
    who = chain.account("//Validator", tao=2_000)
    client.execute(BurnedRegister(netuid=NETUID), who).raise_for_failure()
    chain.stake(who, who, NETUID, 1_500)
    chain.mine_to_epoch(NETUID)
    return who


def test_the_honest_miner_is_paid(chain: Chain, subtensor: bittensor.Subtensor, ports: tuple[int, int]) -> None:
    who = stake_validator(chain, subtensor)
    honest, liar = chain.account("//Honest", tao=10), chain.account("//Liar", tao=10)
    for account, port in zip((honest, liar), ports, strict=True):
        miner.join(subtensor, account, NETUID, ANNOUNCED, port)
    found = validator.miners(subtensor, NETUID)
    assert found == {2: f"{ANNOUNCED}:{ports[0]}", 3: f"{ANNOUNCED}:{ports[1]}"}

    here = {uid: address.replace(ANNOUNCED, "127.0.0.1") for uid, address in found.items()}
    points = validator.scores(here)
    assert points == {2: 1.0, 3: 0.0}
    validator.set_weights(subtensor, who, NETUID, points)

    before = chain.stake_of(who, who, NETUID)
    chain.mine_to_epoch(NETUID)
    chain.mine_to_epoch(NETUID)
    assert chain.stake_of(honest, honest, NETUID) > 0
    assert chain.stake_of(liar, liar, NETUID) == 0
    assert chain.stake_of(who, who, NETUID) > before


def test_a_validator_without_answers_sets_no_weights(chain: Chain, subtensor: bittensor.Subtensor) -> None:
    validator.set_weights(subtensor, stake_validator(chain, subtensor), NETUID, {1: 0.0})
    assert chain.query("SubtensorModule.Weights", NETUID, 1) == []


def test_an_answer_is_right_or_there_is_none(ports: tuple[int, int]) -> None:
    task = new_task()
    assert validator.ask(f"127.0.0.1:{ports[0]}", task) == solve(task)
    assert validator.ask(f"127.0.0.1:{ports[1]}", task) is None
