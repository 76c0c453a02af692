"""What the tests share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dtao_lab import Chain

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the lab."""

SCENARIO = """
name = "small"
start = "development"
blocks = 240
sample = 40
seed = 7

[parameters]
amount = 1
every = 10

[montecarlo]
runs = 2

[[rules]]
name = "moving"
share = "MovingPrice"

[[rules]]
name = "vote"
share = "RootVote"

[[agent]]
kind = "buyer"
subnet = 2
balance = 100
amount = "$amount"
every = "$every"

[[agent]]
kind = "noise"
name = "crowd"
count = 3
balance = 50
subnets = "all"
per_day = 2000
amount = 0.5

[[expect]]
what = "price of 2 > 0"
why = "a price is positive"
"""


@pytest.fixture
def chain() -> Chain:
    """A development chain at its start."""
    return Chain("development")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A small scenario with parameters, two rules and two runs of each."""
    path = tmp_path / "small.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Lets SIGINT raise `KeyboardInterrupt`, also where a shell has started the tests in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
