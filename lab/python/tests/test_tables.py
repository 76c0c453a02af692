"""Tables: polars, pandas and pyarrow read them without a copy."""

from __future__ import annotations

import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dtao_lab import Chain, Table, quantities


@pytest.fixture
def history(chain: Chain) -> Table:
    chain.run(blocks=900)
    return chain.history()


def test_the_history_has_a_row_for_each_subnet_and_sample(chain: Chain) -> None:
    chain = Chain("development", sample=50)
    chain.run(blocks=120)
    history = chain.history()
    assert (len(history), history.num_rows) == (9, 9)
    assert history["block"] == [0, 0, 0, 50, 50, 50, 100, 100, 100]
    assert history["netuid"] == [1, 2, 3] * 3
    assert history["day"][3] == 50 / 7200
    assert set(history.column_names) - {"block", "day", "netuid"} <= {name for name, _ in quantities()}
    chain.restore(chain.snapshot())
    assert chain.history().to_pylist() == history.to_pylist()


def test_subnets_and_accounts_are_those_of_the_moment(chain: Chain) -> None:
    chain.run(blocks=10)
    subnets = chain.subnets().to_pydict()
    assert (subnets["block"], subnets["netuid"]) == ([10, 10, 10], [1, 2, 3])
    assert subnets["price"] == [chain.price(netuid) for netuid in (1, 2, 3)]
    accounts = {row["name"]: row for row in chain.accounts().to_pylist() if row["name"]}
    assert accounts["//Dave"]["balance"] == chain.balance("//Dave")
    before = accounts["//Dave"]
    chain.add_stake("//Dave", hotkey="//Alice//hotkey", netuid=1, amount_staked=100).check()
    after = next(row for row in chain.accounts().to_pylist() if row["name"] == "//Dave")
    assert after["balance"] == before["balance"] - 100
    assert after["sale_value"] < before["sale_value"], "the pool's fee and the price are lost"


def test_calls_are_a_table(chain: Chain) -> None:
    chain.add_stake("//Dave", hotkey="//Alice//hotkey", netuid=1, amount_staked=2.5)
    chain.add_stake("//Dave", hotkey="//Alice//hotkey", netuid=9, amount_staked=1)
    rows = chain.calls().to_pylist()
    assert [(row["block"], row["call"], row["outcome"], row["error"]) for row in rows] == [
        (1, "SubtensorModule.add_stake", "done", None),
        (2, "SubtensorModule.add_stake", "failed", "SubnetNotExists"),
    ]


def test_pyarrow_polars_and_pandas_read_the_same_values(history: Table) -> None:
    rows = history.to_pylist()
    assert pa.table(history).to_pylist() == rows
    assert pl.DataFrame(history).to_dicts() == rows
    assert pd.DataFrame.from_arrow(history).to_dict("records") == rows
    assert pa.schema(history).names == history.column_names


def test_no_reader_copies_the_numbers(history: Table) -> None:
    column = history.column_names.index("price")

    def address_of(table: pa.Table) -> int:
        (chunk,) = table.column(column).chunks
        address: int = chunk.buffers()[1].address
        return address

    address = address_of(pa.table(history))
    assert address_of(pa.table(history)) == address
    assert address_of(pl.DataFrame(history).to_arrow()) == address
    frame = pa.table(history).to_pandas(types_mapper=pd.ArrowDtype)
    assert address_of(pa.table(frame)) == address


def test_what_is_missing_is_null(chain: Chain) -> None:
    chain.start_call("//Alice", netuid=1)
    row = pl.DataFrame(chain.calls()).row(0, named=True)
    assert (row["agent"], row["outcome"], row["error"]) == (None, "failed", chain.calls()["error"][0])
    assert row["agent"] is None
    empty = Chain("development").calls()
    assert (len(empty), pl.DataFrame(empty).height, pa.table(empty).num_rows) == (0, 0, 0)


def test_a_table_goes_through_pickle_to_the_last_bit(history: Table, chain: Chain) -> None:
    copy = pickle.loads(pickle.dumps(history))
    assert pa.table(copy).equals(pa.table(history))
    assert repr(copy).startswith(f"<dtao_lab.Table: {history.num_rows} rows of block, day, netuid, price")
    calls = chain.calls()
    assert pa.table(pickle.loads(pickle.dumps(calls))).equals(pa.table(calls))
