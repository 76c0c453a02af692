"""Scenario files, their runs and their sweeps."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Iterable, Mapping, NamedTuple, Sequence, Union

from ._agent import Agent
from ._native import Results as _Results
from ._native import Study, Table

Row = Mapping[str, Any]
"""Values of parameters by name."""

Rows = Union[Iterable[Row], str, "os.PathLike[str]", Any]
"""Rows of parameters: mappings, a path of a CSV file, or a table of polars, pandas or pyarrow."""

Lines = tuple[str, "list[bytes]"]
Part = tuple[int, Lines]
Job = tuple[int, int, int, int]


class Source(NamedTuple):
    """A scenario with everything that its study is read from, which goes to other processes."""

    file: str
    text: str
    folder: str
    rows: list[dict[str, Any]] | None
    agents: list[Agent]
    blocks: int | None

    @classmethod
    def of(
        cls,
        scenario: str | os.PathLike[str],
        rows: list[dict[str, Any]] | None,
        agents: Iterable[Agent],
        blocks: int | None,
    ) -> Source:
        """Reads the text of a scenario: a text with several lines, or the path of a file."""
        if isinstance(scenario, str) and "\n" in scenario:
            return cls("scenario.toml", scenario, os.getcwd(), rows, list(agents), blocks)
        path = Path(scenario)
        text, folder = path.read_text(encoding="utf-8"), str(path.parent.resolve())
        return cls(str(path), text, folder, rows, list(agents), blocks)

    def study(self) -> Study:
        """Reads the study. Raises `ScenarioError`."""
        return Study(self.file, self.text, self.folder, self.rows, self.agents, self.blocks)


class Results:
    """The results of a scenario: its tables, and whether its expectations hold.

    The tables are those that ``dtao-lab run`` writes, byte by byte. Results can be pickled.
    """

    def __init__(self, source: Source, study: Study, parts: list[Part]) -> None:
        """Joins the results of all jobs, in their order."""
        self._source = source
        self._parts = parts
        self._results = _Results(study, parts)

    @property
    def passed(self) -> bool:
        """``True`` if all runs are valid and all expectations hold."""
        return self._results.passed

    @property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        summary: dict[str, Any] = json.loads(self._results.summary())
        return summary

    @property
    def expectations(self) -> list[dict[str, Any]]:
        """Each expectation: its text, why, whether it passed, and the two sides in each run."""
        expectations: list[dict[str, Any]] = self.summary["expectations"]
        return expectations

    @property
    def failed(self) -> list[str]:
        """The texts of the expectations that do not hold, and the faults of runs that are not valid."""
        faults = [run["fault"] for run in self.summary["runs"] if run["fault"]]
        return [expectation["what"] for expectation in self.expectations if not expectation["passed"]] + faults

    @property
    def series(self) -> Table:
        """A row for each subnet at each sample of each run."""
        return self._results.table("series")

    @property
    def accounts(self) -> Table:
        """A row for each group of agents at each sample of each run."""
        return self._results.table("accounts")

    @property
    def calls(self) -> Table:
        """A row for each call that the scenario records."""
        return self._results.table("calls")

    def csv(self, name: str) -> bytes:
        """Returns the table ``series``, ``accounts`` or ``calls`` as CSV."""
        return self._results.csv(name)

    def sha256(self) -> str:
        """Returns a hash of the three tables, which is the same for the same scenario, seed and version, however it is run."""
        digest = hashlib.sha256()
        for name in ("series", "accounts", "calls"):
            digest.update(self.csv(name))
        return digest.hexdigest()

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes the files that ``dtao-lab run`` writes, with the report."""
        self._results.save(os.fspath(folder))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the results."""
        return _results, (self._source, self._parts)

    def __repr__(self) -> str:
        """Names the outcome."""
        outcome = "passed" if self.passed else "failed: " + "; ".join(self.failed)
        return f"<Results of {self.summary['name']}: {len(self.summary['runs'])} runs, {outcome}>"


def _results(source: Source, parts: list[Part]) -> Results:
    return Results(source, source.study(), parts)


def run(
    scenario: str | os.PathLike[str],
    *,
    agents: Iterable[Agent] = (),
    parameters: Row | None = None,
    blocks: int | None = None,
    threads: int | None = None,
) -> Results:
    """Runs a scenario, on as many threads as there are cores unless `threads` says otherwise. Ctrl-C ends it.

    `scenario` is the path of a file, or a text with several lines. `agents` are added to those of the scenario. `parameters`
    gives values to parameters of the scenario, in place of its sweep. With `blocks` each run ends after as many, and expectations
    of later times are skipped.

    Raises `ScenarioError`, with file, line and column of each fault, and `AgentError` if an agent raises an exception.
    """
    source = Source.of(scenario, None if parameters is None else [dict(parameters)], agents, blocks)
    return _local(source, source.study(), threads)


def _local(source: Source, study: Study, threads: int | None = None) -> Results:
    jobs = study.jobs()
    done = study.run(jobs, threads or os.cpu_count() or 1)
    return Results(source, study, [(job[0], lines) for job, lines in zip(jobs, done)])


def sweep(
    scenario: str | os.PathLike[str],
    rows: Rows,
    executor: Executor | None = None,
    *,
    agents: Iterable[Agent] = (),
    blocks: int | None = None,
    chunk: int = 1,
) -> Results:
    """Runs a scenario for each row of parameters, in place of its own sweep.

    `executor` is any ``concurrent.futures.Executor``: a ``ProcessPoolExecutor``, or ``Client(…).get_executor()`` of
    dask.distributed for a cluster. Without one the runs are on threads of this process. The results are the same, byte by byte.
    Each task has `chunk` runs. `blocks` is as in `run`. Files that the scenario names must be there for every worker; agents must be such that they can
    be pickled.

    Raises `ScenarioError` before anything runs, and `AgentError`.
    """
    if chunk < 1:
        raise ValueError(f"a task cannot have {chunk} runs: 1 is the least")
    source = Source.of(scenario, _rows(rows), agents, blocks)
    study = source.study()
    if executor is None:
        return _local(source, study)
    jobs = study.jobs()
    chunks = [jobs[at : at + chunk] for at in range(0, len(jobs), chunk)]
    futures = [executor.submit(_work, *_task(source, part)) for part in chunks]
    parts: list[Part] = []
    try:
        for future, part in zip(futures, chunks):
            parts += [(job[0], lines) for job, lines in zip(part, future.result())]
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return Results(source, study, parts)


def _task(source: Source, jobs: Sequence[Job]) -> tuple[Source, list[Job]]:
    """Returns a source with the rows of these jobs alone, and the jobs with their rows' positions in it."""
    used = sorted({job[0] for job in jobs})
    rows = source.rows or []
    own = source._replace(rows=[rows[row] for row in used])
    return own, [(used.index(row), repeat, rule, number) for row, repeat, rule, number in jobs]


def _work(source: Source, jobs: list[Job]) -> list[Lines]:
    """Runs jobs in a worker."""
    return source.study().run(jobs, 1)


def _rows(rows: Rows) -> list[dict[str, Any]]:
    if isinstance(rows, (str, os.PathLike)):
        return _csv(rows)
    for method in ("to_pylist", "to_dicts"):
        if hasattr(rows, method):
            return list(getattr(rows, method)())
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):
        return list(rows.to_dict("records"))
    found = list(rows)
    for row in found:
        if not isinstance(row, Mapping):
            raise TypeError(f"a row maps names of parameters to values: {row!r} does not")
    if not found:
        raise ValueError("there are no rows")
    return [dict(row) for row in found]


def _csv(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    import csv

    with open(path, newline="", encoding="utf-8") as file:
        return [{name.strip(): _value(text) for name, text in row.items()} for row in csv.DictReader(file)]


def _value(text: str) -> int | float | bool | str:
    """Reads a value that is written without quotes, as scenario files read those of a CSV file."""
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            if text[:1] in "+-.0123456789":
                return kind(text)
        except ValueError:
            pass
    return text
