"""Measures the fixtures for Python: the time of tests with a revert each, and of a reset.

    DTAO_NODE=… PYTHONPATH=lab/python/python python node/tests/measure/fixtures.py [TESTS]

A reset is what the fixture `chain` adds to a test: sealing, snapshot, revert. Each test mints, pays and seals ten blocks.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pytest

TESTS = """
import pytest
from dtao_test import TAO

@pytest.mark.parametrize("turn", range({count}))
def test_a_payment(chain, turn):
    assert (chain.block, chain.balance(chain.dave)) == (1, 100_000 * TAO)
    chain.fund("//Miner", 5)
    chain.call("//Miner", "Balances.transfer_keep_alive", dest=chain.dave.address, value=TAO)
    chain.mine(10)
    assert chain.balance(chain.dave) == 100_001 * TAO
"""


class Recorder:
    """Sums up the durations of each test's phases."""

    def __init__(self) -> None:
        self.resets: dict[str, float] = {}
        self.calls: list[float] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes a phase."""
        if report.when == "call":
            self.calls.append(report.duration)
        else:
            self.resets[report.nodeid] = self.resets.get(report.nodeid, 0) + report.duration


def main() -> None:
    """Runs the tests and prints what they took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test_measured.py"
        path.write_text(TESTS.format(count=count))
        since = time.monotonic()
        code = pytest.main(["-q", "-p", "dtao_test.plugin", "-p", "no:cacheprovider", str(path)], plugins=[recorder])
        total = time.monotonic() - since
    # The first test starts the node, the last one stops it.
    resets = sorted(list(recorder.resets.values())[1:-1])
    milliseconds = [round(1000 * value, 1) for value in (statistics.median(resets), resets[int(0.95 * len(resets))], resets[-1])]
    print(f"{count} tests with a revert each: {total:.1f} s, of which the tests themselves {sum(recorder.calls):.1f} s")
    print("reset: median {} ms, p95 {} ms, longest {} ms".format(*milliseconds))
    # What other programs take of the machine is not in it. The node's start and end are.
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    python, node = (part.ru_utime + part.ru_stime for part in usage)
    print(f"processor: {python:.1f} s of pytest, {node:.1f} s of the node; load of the machine {os.getloadavg()[0]:.1f}")
    sys.exit(code)


if __name__ == "__main__":
    main()
