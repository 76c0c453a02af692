"""A chain: its blocks, its calls, and its copies."""

from __future__ import annotations

import inspect
import io
import json
import pickle
import signal
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dtao_lab import (
    Amount,
    ArgumentError,
    CallError,
    Chain,
    LabError,
    StartError,
    UnknownCallError,
    address,
    calls,
    presets,
    rao,
)
from dtao_lab._methods import by_name, described
from dtao_lab._native import rao_of

HOTKEY = "//Alice//hotkey"


def prices(chain: Chain) -> list[float]:
    return [chain.price(netuid) for netuid in chain.netuids()]


def test_a_chain_begins_at_a_preset_a_genesis_file_and_runs_by_blocks_or_days(tmp_path: Path) -> None:
    assert "development" in presets()
    chain = Chain("development")
    assert (chain.block, chain.netuids()) == (0, [1, 2, 3])
    assert chain.run(blocks=10).block == 10
    assert chain.run(days=0.01).block == 82
    assert (chain.day, chain.time.isoformat()) == (82 / 7200, "2025-02-13T00:16:24+00:00")
    two = Path(__file__).parents[2] / "scenarios" / "starts" / "two.toml"
    assert Chain(two).netuids() == Chain(str(two)).netuids() == [1, 2]


def values_of(chain: Chain) -> dict[str, str]:
    """Reads the state from the bytes of a pickled chain: SCALE's list of pairs after the moment."""
    data = io.BytesIO(chain.__getstate__()["engine"][0])
    data.seek(4 + 4 + 32 + 8)

    def length() -> int:
        first = data.read(1)[0]
        more = (1, 2, 4)[first & 3]
        return int.from_bytes(bytes([first]) + data.read(more - 1), "little") >> 2

    return {"0x" + data.read(length()).hex(): "0x" + data.read(length()).hex() for _ in range(length())}


def test_a_chain_goes_on_from_a_saved_state(chain: Chain, tmp_path: Path) -> None:
    chain.run(blocks=25)
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"genesis": {"raw": {"top": values_of(chain)}}}), encoding="utf-8")
    other = Chain(saved)
    assert (other.block, prices(other)) == (25, prices(chain))
    assert prices(other.run(blocks=50)) == prices(chain.run(blocks=50))


def test_a_call_is_a_block_with_its_events(chain: Chain) -> None:
    before = chain.balance("//Dave")
    result = chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=10)
    assert (result.ok, result.error, result.block, chain.block) == (True, None, 1, 1)
    assert before.rao - chain.balance("//Dave").rao == 10_000_000_000
    added = result.event("StakeAdded")
    assert (added.pallet, added[0], added[1]) == ("SubtensorModule", address("//Dave"), address(HOTKEY))
    assert 0 < added[2].rao <= 10_000_000_000 and added[4] == 1
    assert chain.stake("//Dave", 1) > chain.stake("//Dave", 1, HOTKEY) > 0, "with its own hotkey, too"
    assert abs(chain.stake("//Dave", 1, HOTKEY).rao - added[3].rao) <= 1
    transfer = chain.transfer_keep_alive("//Dave", dest="//Bob", value=rao(7)).event("Transfer")
    assert transfer.fields == {"from": address("//Dave"), "to": address("//Bob"), "amount": rao(7)}
    chain.check()


def test_calls_can_be_named_with_their_pallet_and_several_be_in_one_block(chain: Chain) -> None:
    assert chain.Balances.transfer_keep_alive("//Dave", dest="//Bob", value=1).ok
    first, second = chain.apply_all(
        [
            calls.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=1),
            calls.SubtensorModule.add_stake("//Eve", hotkey=HOTKEY, netuid=1, amount_staked=1),
        ]
    )
    assert (first.block, second.block, chain.block) == (2, 2, 2)
    assert first.event("StakeAdded")[3] > second.event("StakeAdded")[3], "the first has lifted the price"


def test_a_call_can_have_calls_as_arguments(chain: Chain) -> None:
    inner = [calls.transfer_keep_alive(dest="//Bob", value=1), calls.transfer_keep_alive(dest="//Eve", value=2)]
    result = chain.batch_all("//Dave", calls=inner)
    assert [event["amount"] for event in result.events if event.name == "Transfer"] == [1, 2]


def test_a_call_that_fails_has_the_name_of_its_error(chain: Chain) -> None:
    result = chain.add_stake("//Dave", hotkey=HOTKEY, netuid=99, amount_staked=1)
    assert (result.ok, result.error, result.refused) == (False, "SubnetNotExists", False)
    with pytest.raises(CallError, match="SubtensorModule.add_stake failed in block 1: SubnetNotExists") as raised:
        result.check()
    assert pickle.loads(pickle.dumps(raised.value)).result == result
    assert chain.set_emission_policy("//Dave", policy=1).error == "BadOrigin"
    assert chain.set_emission_policy("root", policy=1).check().ok


def test_fees_are_off_unless_they_are_on(chain: Chain) -> None:
    transfer: dict[str, Any] = {"dest": "//Bob", "value": 1}
    before = chain.balance("//Dave").rao
    chain.transfer_keep_alive("//Dave", **transfer).check()
    assert before - chain.balance("//Dave").rao == 10**9
    chain.fees = True
    chain.transfer_keep_alive("//Dave", **transfer).check()
    fee = before - chain.balance("//Dave").rao - 2 * 10**9
    assert 0 < fee < 10**7
    refused = chain.transfer_keep_alive("//Nobody", **transfer)
    assert (refused.error, refused.refused) == ("Payment", True)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (1, 10**9),
        (0.5, 5 * 10**8),
        (0.1 + 0.2, 300_000_000),
        (1e-9, 1),
        (Decimal("0.000000001"), 1),
        ("500 rao", 500),
        ("2.5", 25 * 10**8),
        (rao(123), 123),
        (Amount(20_999_999_123_456_789), 20_999_999_123_456_789),
    ],
)
def test_amounts_are_tao_and_exact_to_the_rao(written: Any, expected: int) -> None:
    assert rao_of(written) == expected
    call = calls.transfer_keep_alive("//Rich", dest="//Bob", value=written)
    assert call == calls.transfer_keep_alive("//Rich", dest="//Bob", value=rao(expected))


def test_an_account_can_be_funded(chain: Chain) -> None:
    issuance = chain.issuance().rao
    chain.fund("//Rich", "1000 rao")
    assert (chain.balance("//Rich").rao, chain.issuance().rao - issuance, chain.block) == (1_000, 1_000, 0)
    with pytest.raises(LabError, match="the amount is refused: "):
        chain.fund("//Poor", rao(1))
    chain.check()


def test_an_amount_is_a_number_that_keeps_its_rao() -> None:
    amount = Amount(2_500_000_001)
    assert (amount.rao, float(amount), repr(amount), amount * 2) == (2_500_000_001, 2.500000001, "2.500000001", 5.000000002)
    copy = pickle.loads(pickle.dumps(amount))
    assert (copy, copy.rao, type(copy)) == (amount, amount.rao, Amount)
    assert (repr(rao(-1)), repr(rao(3 * 10**9))) == ("-0.000000001", "3.0")


def test_every_call_of_the_runtime_is_a_method_with_its_documentation(chain: Chain) -> None:
    names = dir(chain)
    assert {"add_stake", "transfer_keep_alive", "SubtensorModule", "Balances", "run", "subnets"} <= set(names)
    unique = {name for name, found in by_name().items() if len(found) == 1}
    assert unique <= set(names)
    own = {name for name in dir(Chain) if not name.startswith("_")} | set(vars(chain))
    assert not own & (unique | set(described())), "a method of Chain hides a call"
    for pallet, found in described().items():
        assert dir(getattr(chain, pallet)) == sorted(found)
    signature = inspect.signature(chain.add_stake)
    assert list(signature.parameters) == ["signer", "hotkey", "netuid", "amount_staked"]
    assert "stake" in (inspect.getdoc(chain.add_stake) or "").lower()
    assert repr(calls.start_call).startswith("<call SubtensorModule.start_call(signer=None, /, *, netuid")


@pytest.mark.parametrize(
    ("give", "error", "message"),
    [
        (lambda chain: chain.ad_stake, UnknownCallError, "there is no call ad_stake: did you mean add_stake?"),
        (lambda chain: chain.Balances.transfr_keep_alive, UnknownCallError, "did you mean transfer_keep_alive?"),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netid=1, netuid=1, amount_staked=1),
            ArgumentError,
            "SubtensorModule.add_stake: there is no argument of SubtensorModule.add_stake: netid: did you mean netuid?",
        ),
        (lambda chain: chain.start_call("//Alice"), ArgumentError, "SubtensorModule.start_call needs the argument netuid"),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=-1),
            ArgumentError,
            "amount_staked: -1 is not an amount: write TAO such as",
        ),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=[1]),
            ArgumentError,
            "amount_staked: .* is a list, not an amount",
        ),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=object()),
            ArgumentError,
            "amount_staked: <object object at .*> is of the type object, which no argument takes",
        ),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=float("nan")),
            ArgumentError,
            "amount_staked: NaN is no number",
        ),
        (
            lambda chain: chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=Decimal("0.1234567891")),
            ArgumentError,
            "amount_staked: 0.1234567891 is not an amount: .* nine decimals at most",
        ),
        (lambda chain: chain.start_call("//Alice", netuid="x"), ArgumentError, "netuid: x is a text, not a whole number"),
        (lambda chain: chain.start_call("//Alice", netuid=-1), ArgumentError, "netuid: -1 is negative"),
        (lambda chain: chain.start_call("//Alice", netuid=2**70), ArgumentError, "netuid: .* is too large a number"),
        (lambda chain: chain.start_call("Alice", netuid=1), ArgumentError, "Alice is not an address"),
        (lambda chain: chain.start_call(netuid=1), ValueError, "has no signer"),
        (lambda chain: chain.balance("x"), ArgumentError, "x is not an address"),
        (lambda chain: chain.price(77), KeyError, "there is no subnet 77: there are 1, 2, 3"),
        (lambda chain: chain.run(), TypeError, "run has blocks or days"),
        (lambda chain: chain.run(blocks=-1), ValueError, "cannot run for -1 blocks"),
        (lambda chain: chain.subnets()["prise"], KeyError, "there is no column prise: did you mean price?"),
    ],
)
def test_wrong_input_says_what_is_known(chain: Chain, give: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        give(chain)
    assert chain.block == 0


def test_a_wrong_start_says_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="there is no preset develpment: did you mean development?"):
        Chain("develpment")
    with pytest.raises(StartError, match="the genesis file .*missing.toml cannot be read"):
        Chain(tmp_path / "missing.toml")
    file = tmp_path / "wrong.toml"
    file.write_text("nam = 1\n", encoding="utf-8")
    with pytest.raises(StartError, match=r"wrong.toml:1:1: "):
        Chain(file)
    saved = tmp_path / "saved.json"
    saved.write_text("{}", encoding="utf-8")
    with pytest.raises(StartError, match="genesis.raw.top"):
        Chain(saved)


def test_a_snapshot_is_returned_to_as_often_as_wanted(chain: Chain) -> None:
    chain.run(blocks=20)
    snapshot, before = chain.snapshot(), chain.subnets().to_pylist()
    for _ in range(2):
        chain.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=100).check()
        assert chain.subnets().to_pylist() != before
        chain.restore(snapshot)
        assert (chain.block, snapshot.block, chain.calls().num_rows) == (20, 20, 0)
        assert chain.subnets().to_pylist() == before


def test_a_fork_goes_its_own_way(chain: Chain) -> None:
    chain.run(blocks=20)
    fork = chain.fork()
    fork.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=100).check()
    assert (fork.block, chain.block) == (21, 20)
    assert prices(fork)[0] > prices(chain)[0]
    other = chain.fork()
    assert prices(other.run(blocks=50)) == prices(chain.run(blocks=50))


def test_copies_take_far_less_than_a_millisecond() -> None:
    chain = Chain("launch").run(blocks=1)
    begin = time.perf_counter()
    for _ in range(100):
        chain.restore(chain.snapshot())
        chain.fork()
    assert (time.perf_counter() - begin) / 300 < 1e-3


def test_a_chain_goes_through_pickle_and_on_as_itself(chain: Chain) -> None:
    chain.run(blocks=30)
    copy = pickle.loads(pickle.dumps(chain))
    assert (copy.block, copy.history().num_rows) == (30, 0)
    assert copy.accounts().to_pylist() == chain.accounts().to_pylist()
    assert prices(copy.run(blocks=100)) == prices(chain.run(blocks=100))


def test_calls_are_compared_and_pickled() -> None:
    call = calls.add_stake("//Dave", hotkey=HOTKEY, netuid=1, amount_staked=1)
    copy = pickle.loads(pickle.dumps(call))
    assert copy == call and hash(copy) == hash(call) and repr(copy) == repr(call)
    assert eval(repr(call), {"calls": calls}) == call
    assert call != calls.add_stake("//Eve", hotkey=HOTKEY, netuid=1, amount_staked=1)


def test_other_threads_run_while_a_chain_runs(chain: Chain) -> None:
    worker = threading.Thread(target=lambda: chain.run(blocks=3_000))
    worker.start()
    turns = 0
    while worker.is_alive():
        turns += 1
    assert turns > 1_000, "the interpreter was not released"


def test_a_chain_that_is_used_says_so(chain: Chain) -> None:
    worker = threading.Thread(target=chain._engine.run, args=(10_000,))
    worker.start()
    time.sleep(0.05)
    with pytest.raises(LabError, match="the chain is used by another thread: give that a fork"):
        chain.price(1)
    worker.join()
    assert chain.block == 10_000


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_ends_a_run_after_a_whole_block(chain: Chain) -> None:
    timer = threading.Timer(0.3, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    begin = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        chain.run(blocks=50_000_000)
    assert time.perf_counter() - begin < 5
    assert chain.block > 0
    chain.check()
    block = chain.block
    assert chain.run(blocks=1).block == block + 1
