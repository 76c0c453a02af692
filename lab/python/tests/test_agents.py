"""Agents that are Python functions, on a chain and in scenarios."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from dtao_lab import Agent, AgentError, Call, Chain, LabError, calls, run, sweep

HOTKEY = "//Bob//hotkey"


def buyer(block: int, view: Chain) -> Call:
    """Buys for one TAO at subnet 2."""
    return calls.add_stake(hotkey=HOTKEY, netuid=2, amount_staked=1)


def gambler(block: int, view: Chain) -> list[Call]:
    """Buys for a random amount."""
    return [calls.add_stake(hotkey=HOTKEY, netuid=2, amount_staked=round(view.random.uniform(0.1, 1), 6))]


def watcher(block: int, view: Chain) -> list[Call]:
    """Tries a purchase on its view, and makes it only if it lifts the price by a tenth."""
    before = view.price(2)
    view.fund("//watcher//1", 1_001)
    view.add_stake("//watcher//1", hotkey=HOTKEY, netuid=2, amount_staked=1_000).check()
    return [calls.transfer_keep_alive("//Dave", dest="//Bob", value=1)] if view.price(2) > 1.1 * before else []


def fails_later(block: int, view: Chain) -> None:
    """Raises an exception after block 40."""
    if block >= 40:
        raise RuntimeError("no more")


class Counter:
    """Remembers how often it has decided, and buys by it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, block: int, view: Chain) -> list[Call]:
        self.count += 1
        return [calls.add_stake(hotkey=HOTKEY, netuid=2, amount_staked=self.count / 1000 + 0.01)]


def test_an_agent_decides_at_its_interval_and_acts_in_the_next_block(chain: Chain) -> None:
    chain.run(blocks=5)
    chain.run(blocks=60, agents=[Agent(buyer, every=20, start=3, balance=10)])
    assert chain.block == 65
    rows = chain.calls().to_pylist()
    assert [(row["block"], row["agent"], row["outcome"]) for row in rows] == [
        (9, "buyer", "done"),
        (29, "buyer", "done"),
        (49, "buyer", "done"),
    ]
    assert chain.stake("//buyer//1", 2, HOTKEY) > 0
    chain.run(blocks=1, agents=[Agent(buyer, start=9, balance=10)])
    assert chain.balance("//buyer//1") == 7, "the balance is given once"
    chain.check()


def test_what_an_agent_tries_on_its_view_leaves_no_trace(chain: Chain) -> None:
    other = chain.fork()
    chain.run(blocks=30, agents=[Agent(watcher, every=10)])
    other.run(blocks=30)
    moved = [row["call"] for row in chain.calls().to_pylist()]
    assert set(moved) <= {"Balances.transfer_keep_alive"}
    assert chain.price(2) == other.price(2)
    assert chain.stake("//watcher//1", 2) == 0


def test_agents_random_numbers_depend_on_the_seed_alone() -> None:
    def prices(seed: int) -> list[float]:
        chain = Chain("development", seed=seed)
        agents = [Agent(gambler, every=3, balance=100), Agent(gambler, name="other", every=3, balance=100)]
        chain.run(blocks=90, agents=agents)
        return chain.subnets()["price"]

    assert prices(1) == prices(1)
    assert prices(1) != prices(2)


def test_an_exception_names_the_agent_and_the_block(chain: Chain) -> None:
    with pytest.raises(AgentError, match="^agent fails_later, block 40: RuntimeError: no more$") as raised:
        chain.run(blocks=100, agents=[Agent(fails_later, every=20), Agent(buyer, every=7, balance=100)])
    assert (raised.value.agent, raised.value.block, chain.block) == ("fails_later", 40, 40)
    assert isinstance(raised.value.__cause__, RuntimeError)
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (copy.agent, copy.block, str(copy)) == ("fails_later", 40, str(raised.value))


@pytest.mark.parametrize("given", [3, ["add_stake"], [None]])
def test_what_is_no_call_is_an_error_of_the_agent(chain: Chain, given: Any) -> None:
    with pytest.raises(AgentError, match="agent wrong, block 0: TypeError: "):
        chain.run(blocks=1, agents=[Agent(lambda block, view: given, name="wrong")])


def test_a_wrong_call_is_an_error_of_the_agent_with_what_is_known(chain: Chain) -> None:
    def wrong(block: int, view: Chain) -> Call:
        return calls.add_stake(hotkey=HOTKEY, netuid=2, amount=1)

    with pytest.raises(AgentError, match="agent wrong, block 0: ArgumentError: .*there is no argument .*: amount"):
        chain.run(blocks=1, agents=[Agent(wrong)])


def test_ctrl_c_in_an_agent_is_ctrl_c(chain: Chain) -> None:
    def interrupted(block: int, view: Chain) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        chain.run(blocks=1, agents=[Agent(interrupted)])


def test_wrong_intervals_are_refused() -> None:
    with pytest.raises(ValueError, match="every 0 blocks"):
        Agent(buyer, every=0)
    with pytest.raises(ValueError, match="after -1 blocks"):
        Agent(buyer, start=-1)


def test_an_agent_acts_in_every_run_of_a_scenario(scenario: Path) -> None:
    results = run(scenario, agents=[Agent(buyer, name="python", every=40, balance=50)])
    assert results.passed
    counts = {
        (row["run"], row["rule"]): 0 for row in results.series.to_pylist()
    }
    for row in results.calls.to_pylist():
        if row["agent"] == "python":
            assert row["outcome"] == "done"
            counts[row["run"], row["rule"]] += 1
    assert counts == {(run, rule): 6 for run in (0, 1) for rule in ("moving", "vote")}
    wealth = [row for row in results.accounts.to_pylist() if row["agent"] == "python" and row["block"] == 240]
    assert [row["balance"] for row in wealth] == [44.0] * 4


def test_an_agent_of_a_scenario_forks_its_view_and_begins_anew_in_each_run(scenario: Path) -> None:
    agents = [Agent(Counter(), name="counter", every=40, balance=50), Agent(watcher, every=60)]
    one, two = run(scenario, agents=agents, threads=1), run(scenario, agents=agents, threads=2)
    assert one.sha256() == two.sha256()
    amounts = [row["call_amount"] for row in one.calls.to_pylist() if row["agent"] == "counter"]
    assert amounts == [0.011, 0.012, 0.013, 0.014, 0.015, 0.016] * 4
    assert agents[0].decide.count == 0  # type: ignore[attr-defined]


def test_an_agent_of_a_scenario_draws_the_same_numbers_under_all_rules(scenario: Path) -> None:
    results = run(scenario, agents=[Agent(gambler, every=40, balance=50)])
    drawn: dict[tuple[int, str], list[float]] = {}
    for row in results.calls.to_pylist():
        if row["agent"] == "gambler":
            drawn.setdefault((row["run"], row["rule"]), []).append(row["call_amount"])
    assert drawn[0, "moving"] == drawn[0, "vote"] != drawn[1, "moving"] == drawn[1, "vote"]


def test_an_exception_in_a_scenario_names_the_agent_and_the_block(scenario: Path) -> None:
    with pytest.raises(AgentError, match="^agent fails_later, block 40: RuntimeError: no more$") as raised:
        run(scenario, agents=[Agent(fails_later, every=20)])
    assert (raised.value.agent, raised.value.block) == ("fails_later", 40)
    assert isinstance(raised.value.__cause__, RuntimeError)


def test_two_agents_of_one_name_are_refused(scenario: Path) -> None:
    with pytest.raises(LabError, match="there is an agent crowd already"):
        run(scenario, agents=[Agent(buyer, name="crowd")])


def test_agents_can_be_swept(scenario: Path) -> None:
    results = sweep(scenario, [{"amount": 1}, {"amount": 2}], agents=[Agent(buyer, name="python", every=40, balance=50)])
    assert {row["amount"] for row in results.calls.to_pylist() if row["agent"] == "python"} == {1, 2}
