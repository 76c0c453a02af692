"""The plugin of pytest: a node a session, and a clean chain for every test.

| fixture | scope | value |
|---|---|---|
| `dtao_node` | session | the `Node` of the default genesis |
| `chain` | function | its `Chain`, reverted after the test |
| `subtensor` | function | a new client of the installed Bittensor SDK |
| `dtao_nodes` | session | all nodes, one for each genesis |

`@pytest.mark.dtao(genesis="my.toml", sealing="manual")` chooses another chain for a test, a class or a module. A path is relative
to the test's file. The settings `dtao_genesis`, `dtao_sealing` and `dtao_args` of the configuration are the defaults.
"""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from ._chain import Chain
from ._clients import close_kept
from ._errors import DtaoTestError
from ._node import Node

MAX_NODES = 4
"""The most nodes that run at a time, each of some 150 MB. The one that was not used for the longest time is stopped."""

# Clients store metadata by names that another chain of the tests may have, too.
_CLIENT_CACHES = {"NO_CACHE": "1", "DISK_CACHE": "0"}

_LOG = pytest.StashKey[tuple[Node, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the settings of the configuration file."""
    parser.addini("dtao_genesis", "genesis file, relative to this configuration, or preset of the chain", default="development")
    parser.addini("dtao_sealing", "instant, manual, mixed, or milliseconds between blocks", default="instant")
    parser.addini("dtao_args", "further arguments of the node", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Registers the marker."""
    config.addinivalue_line("markers", "dtao(genesis=…, sealing=…): the chain of a test: genesis file or preset, and sealing")


class Nodes:
    """The nodes of a session, one for each genesis. A node that has ended is replaced when it is asked for again."""

    def __init__(self, folder: Callable[[], Path], args: tuple[str, ...]) -> None:
        self._folder = folder
        self._args = args
        self._nodes: dict[str, Node] = {}

    def get(self, genesis: str | Path) -> Node:
        """Returns the node of a genesis, which is started if it does not run."""
        key = str(genesis)
        node = self._nodes.pop(key, None)
        if node is not None and not node.alive:
            self.drop(node)
            node = None
        if node is None:
            while len(self._nodes) >= MAX_NODES:
                self.drop(next(iter(self._nodes.values())))
            node = Node(genesis, args=self._args, folder=self._folder())
            # The first block is there before this is answered.
            node.rpc("dev_setSealing", "manual")
        self._nodes[key] = node
        return node

    def drop(self, node: Node) -> None:
        """Stops a node."""
        self._nodes = {key: other for key, other in self._nodes.items() if other is not node}
        close_kept(node)
        node.stop()

    def stop(self) -> None:
        """Stops all nodes."""
        for node in list(self._nodes.values()):
            self.drop(node)


@pytest.fixture(scope="session")
def dtao_nodes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """All nodes of the session. With xdist each worker has its own."""
    nodes = Nodes(lambda: tmp_path_factory.mktemp("dtao"), tuple(request.config.getini("dtao_args")))
    caches = {**_CLIENT_CACHES, "BITTENSOR_RUNTIME_CACHE_DIR": str(tmp_path_factory.mktemp("dtao-runtimes"))}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in caches.items():
            if name not in os.environ:
                patch.setenv(name, value)
        yield nodes
        nodes.stop()


@pytest.fixture(scope="session")
def dtao_node(request: pytest.FixtureRequest, dtao_nodes: Nodes) -> Node:
    """The node of the default genesis: `url`, `http`, `rpc`. Tests that change its chain use `chain`."""
    return dtao_nodes.get(_default_genesis(request.config))


@pytest.fixture
def chain(request: pytest.FixtureRequest, dtao_nodes: Nodes) -> Generator[Chain]:
    """A chain that is as clean as at its start: what the test does is reverted afterwards."""
    genesis, sealing = _wanted(request)
    node = dtao_nodes.get(genesis)
    request.node.stash[_LOG] = (node, node.log.stat().st_size)
    chain = Chain(node)
    snapshot = chain.begin(sealing)
    yield chain
    try:
        chain.restore(snapshot)
    except (DtaoTestError, OSError) as error:
        dtao_nodes.drop(node)
        warnings.warn(f"the next test has a new node, since {error}", stacklevel=1)


@pytest.fixture
def subtensor(chain: Chain) -> Any:
    """A client of the installed Bittensor SDK that remembers no reverted block."""
    return chain.client()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds what the node has logged during a test to the report of its failure."""
    report = yield
    if report.failed and _LOG in item.stash:
        node, since = item.stash[_LOG]
        if node.log.exists():
            # A thread of the node writes its log.
            time.sleep(0.3)
            report.sections.append(("log of the dTAO node", node.log_tail(since)))
    return report


def _default_genesis(config: pytest.Config) -> str | Path:
    return _located(config.getini("dtao_genesis"), config.inipath.parent if config.inipath else config.rootpath)


def _wanted(request: pytest.FixtureRequest) -> tuple[str | Path, str]:
    """Returns genesis and sealing of a test: of the nearest marker that names them, else the defaults."""
    genesis: str | Path | None = None
    sealing: str | None = None
    for mark in request.node.iter_markers("dtao"):
        unknown = set(mark.kwargs) - {"genesis", "sealing"}
        if mark.args or unknown:
            raise pytest.UsageError(f"the marker dtao has genesis=… and sealing=…, not {mark.args or sorted(unknown)}")
        if genesis is None and "genesis" in mark.kwargs:
            genesis = _located(mark.kwargs["genesis"], request.path.parent)
        if sealing is None and "sealing" in mark.kwargs:
            sealing = str(mark.kwargs["sealing"])
    return genesis or _default_genesis(request.config), sealing or request.config.getini("dtao_sealing")


def _located(genesis: str | Path, folder: Path) -> str | Path:
    if not str(genesis).endswith(".toml"):
        return genesis
    path = (folder / genesis).resolve()
    if not path.is_file():
        raise pytest.UsageError(f"there is no genesis file {path}")
    return path
