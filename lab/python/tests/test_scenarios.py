"""Scenario files, their runs and their sweeps on executors."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from conftest import ROOT, SCENARIO
from dtao_lab import Agent, AgentError, Results, ScenarioError, run, sweep
from test_agents import Counter, fails_later

ROWS = [{"amount": 1, "every": 10}, {"amount": 0.5, "every": 20}, {"amount": 2, "every": 30}]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The sweep on threads of this process."""
    path = tmp_path_factory.mktemp("local") / "small.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return sweep(path, ROWS)


def test_a_scenario_has_its_tables_and_expectations(scenario: Path) -> None:
    results = run(scenario)
    assert (results.passed, results.failed) == (True, [])
    assert results.expectations[0]["what"] == "price of 2 > 0"
    assert repr(results) == "<Results of small: 4 runs, passed>"
    series = pl.DataFrame(results.series)
    assert series.height == 2 * 2 * 7 * 3
    assert series.columns[:7] == ["run", "seed", "rule", "amount", "every", "block", "day"]
    assert series["seed"].unique().sort().to_list() == [7, 8]
    assert set(results.accounts["agent"]) == {"buyer", "crowd"}
    assert set(results.calls["outcome"]) <= {"done", "failed", "refused"}
    assert results.summary["rules"] == ["moving", "vote"]


def test_a_run_is_the_same_with_one_and_two_threads_and_as_a_text(scenario: Path) -> None:
    hashes = {run(scenario, threads=threads).sha256() for threads in (1, 2)} | {run(SCENARIO).sha256()}
    assert len(hashes) == 1


def test_an_expectation_that_fails_is_named() -> None:
    results = run(SCENARIO.replace("price of 2 > 0", "price of 2 > 1000"))
    assert (results.passed, results.failed) == (False, ["price of 2 > 1000"])


def test_faults_have_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('start = "developmen"\nblocks = 10\n[[agent]]\nkind = "buyr"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match="did you mean development?") as raised:
        run(path)
    error = raised.value
    assert (error.file, error.line, error.column) == (str(path), 1, 9)
    path.write_text('start = "development"\nblocks = 10\nsed = 1\n[[agent]]\nkind = "buyr"\n', encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        run(path)
    assert [fault[1:3] for fault in raised.value.faults] == [(3, 1), (5, 8)]
    assert "did you mean buyer?" in raised.value.faults[1][3]
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (copy.faults, copy.line, str(copy)) == (raised.value.faults, 3, str(raised.value))
    with pytest.raises(FileNotFoundError):
        run(tmp_path / "missing.toml")


def test_parameters_and_rows_must_be_those_of_the_scenario(scenario: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no parameter amont: did you mean amount?"):
        run(scenario, parameters={"amont": 1})
    with pytest.raises(ScenarioError, match="-1"):
        sweep(scenario, [{"amount": 1}, {"amount": -1}])
    with pytest.raises(TypeError, match="a row maps names"):
        sweep(scenario, [1])
    with pytest.raises(ValueError, match="there are no rows"):
        sweep(scenario, [])
    with pytest.raises(ValueError, match="0 runs"):
        sweep(scenario, ROWS, chunk=0)


def test_a_sweep_is_that_of_a_scenario_file_byte_by_byte(scenario: Path, local: Results) -> None:
    table = "amount,every\n1,10\n0.5,20\n2,30\n"
    scenario.with_name("rows.csv").write_text(table, encoding="utf-8")
    text = SCENARIO.replace("[montecarlo]", '[sweep]\ncsv = "rows.csv"\n\n[montecarlo]')
    scenario.write_text(text, encoding="utf-8")
    for name in ("series", "accounts", "calls"):
        assert run(scenario).csv(name) == local.csv(name)
    assert sweep(scenario, scenario.with_name("rows.csv")).sha256() == local.sha256()


def test_rows_may_be_tables_of_polars_pandas_and_pyarrow(scenario: Path, local: Results) -> None:
    for rows in (pl.DataFrame(ROWS, strict=False), pd.DataFrame(ROWS), pa.Table.from_pylist(ROWS[1:])):
        swept = sweep(scenario, rows)
        assert swept.series["every"] == [every for every in local.series["every"] if swept.passed][-len(swept.series) :]


@pytest.mark.parametrize("chunk", [1, 5])
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_the_same_bytes(scenario: Path, local: Results, method: str, chunk: int) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        swept = sweep(scenario, ROWS, executor, chunk=chunk)
    assert swept.sha256() == local.sha256()
    assert swept.summary["runs"] == local.summary["runs"]
    assert swept.expectations == local.expectations


# What dask itself warns of.
@pytest.mark.filterwarnings("default")
def test_a_cluster_of_dask_gives_the_same_bytes(scenario: Path, local: Results) -> None:
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        assert len(client.scheduler_info()["workers"]) == 2
        swept = sweep(scenario, ROWS, client.get_executor())
        agents = [Agent(lambda block, view: None, name="idle", every=100)]
        with_agent = sweep(scenario, ROWS[:1], client.get_executor(), agents=agents)
    assert swept.sha256() == local.sha256()
    assert swept.summary["runs"] == local.summary["runs"]
    assert set(with_agent.accounts["agent"]) == {"buyer", "crowd", "idle"}


def test_agents_go_to_processes_and_their_exceptions_come_back(scenario: Path) -> None:
    agents = [Agent(Counter(), name="counter", every=40, balance=50)]
    with ProcessPoolExecutor(2) as executor:
        swept = sweep(scenario, ROWS, executor, agents=agents)
        assert swept.sha256() == sweep(scenario, ROWS, agents=agents).sha256()
        with pytest.raises(AgentError, match="agent fails_later, block 40: RuntimeError: no more") as raised:
            sweep(scenario, ROWS, executor, agents=[Agent(fails_later, every=20)])
    assert (raised.value.agent, raised.value.block) == ("fails_later", 40)


def test_threads_are_an_executor_too(scenario: Path, local: Results) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert sweep(scenario, ROWS, executor).sha256() == local.sha256()


def test_results_go_through_pickle(local: Results) -> None:
    copy = pickle.loads(pickle.dumps(local))
    assert (copy.sha256(), copy.summary) == (local.sha256(), local.summary)


def test_results_are_saved_as_the_program_writes_them(local: Results, tmp_path: Path) -> None:
    local.save(tmp_path / "out")
    for name in ("series", "accounts", "calls"):
        assert (tmp_path / "out" / f"{name}.csv").read_bytes() == local.csv(name)
    columns = pl.read_parquet(tmp_path / "out" / "series.parquet").columns
    assert columns == pl.DataFrame(local.series).columns
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(OSError, match="cannot be written"):
        local.save(file / "out")


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_ends_the_runs_of_a_scenario() -> None:
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    begin = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        run(SCENARIO.replace("blocks = 240", "blocks = 5_000_000").replace("sample = 40", "sample = 100_000"))
    assert time.perf_counter() - begin < 10


def test_a_scenario_that_ships_runs(tmp_path: Path) -> None:
    results = run(ROOT / "scenarios" / "price-not-cap.toml")
    assert results.passed, results.failed


def test_the_program_is_the_package(scenario: Path) -> None:
    command = [sys.executable, "-m", "dtao_lab"]
    done = subprocess.run([*command, "check", str(scenario)], capture_output=True, text=True, check=True)
    assert "small.toml: " in done.stdout
    wrong = subprocess.run([*command, "check", "/nowhere.toml"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "/nowhere.toml" in wrong.stderr
