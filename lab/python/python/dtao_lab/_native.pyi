"""The extension, on which the package is built."""

from typing import Any, Callable

from ._agent import Agent

__version__: str
"""The version of the lab."""
SPEC_VERSION: int
"""The version of the runtime."""
BLOCKS_PER_DAY: int
"""The blocks of a day."""

class LabError(Exception):
    """The base of all errors of the lab."""

class StartError(LabError):
    """A start cannot be built: a preset, genesis file or saved state."""

class ArgumentError(LabError):
    """A call of the runtime has an argument that is unknown, missing or of the wrong type."""

class ScenarioError(LabError):
    """A scenario has faults."""

    file: str | None
    """The file of the first fault."""
    line: int | None
    """Its line."""
    column: int | None
    """Its column."""
    faults: tuple[tuple[str | None, int | None, int | None, str], ...]
    """All faults: file, line, column and message."""

class AgentError(LabError):
    """An agent has raised an exception, which is the ``__cause__``."""

    agent: str
    """The agent's name."""
    block: int
    """The block after which it decided."""

class Table:
    """A table with named columns, which never changes.

    It implements Arrow's PyCapsule interface: ``polars.DataFrame(table)`` and ``pyarrow.table(table)`` read it without a copy, and
    pandas by ``pyarrow.table(table).to_pandas(types_mapper=pandas.ArrowDtype)``; ``pandas.DataFrame.from_arrow(table)`` makes columns of
    numpy. A value that is missing is null.
    """

    @property
    def num_rows(self) -> int:
        """The number of rows."""
    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    def __len__(self) -> int: ...
    def __getitem__(self, name: str, /) -> list[Any]:
        """Returns a column as a list."""
    def to_pydict(self) -> dict[str, list[Any]]:
        """Returns all columns as lists, by name."""
    def to_pylist(self) -> list[dict[str, Any]]:
        """Returns all rows as dictionaries."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Returns the table as a stream of Arrow's C interface."""
    def __arrow_c_schema__(self) -> object:
        """Returns the schema of Arrow's C interface."""

class Engine:
    """The engine of a chain."""

    def __new__(cls, kind: str, of: str, sample: int) -> Engine: ...
    def block_number(self) -> int: ...
    def time(self) -> int: ...
    def run(self, blocks: int) -> None: ...
    def block(
        self, calls: list[tuple[str, str | None, bytes]], fees: bool, amount: Callable[[int], Any]
    ) -> list[tuple[str | None, bool, list[tuple[str, str, dict[str, Any]]]]]: ...
    def fund(self, account: str, rao: int) -> None: ...
    def check(self) -> None: ...
    def fork(self) -> Engine: ...
    def view(self) -> Engine: ...
    def restore(self, other: Engine) -> None: ...
    def balance(self, account: str) -> int: ...
    def spendable(self, account: str) -> int: ...
    def stake(self, account: str, netuid: int, hotkey: str | None) -> int: ...
    def price(self, netuid: int) -> float | None: ...
    def owner_hotkey(self, netuid: int) -> str | None: ...
    def netuids(self) -> list[int]: ...
    def issuance(self) -> int: ...
    def subnets(self) -> Table: ...
    def accounts(self) -> Table: ...
    def history(self) -> Table: ...
    def calls(self) -> Table: ...
    def to_bytes(self) -> bytes: ...
    def sample(self) -> int: ...
    def names(self) -> dict[str, str]: ...
    @staticmethod
    def from_bytes(bytes: bytes, sample: int, names: dict[str, str]) -> Engine: ...

class Study:
    """A scenario file."""

    def __new__(
        cls,
        file: str,
        text: str,
        folder: str,
        rows: list[dict[str, Any]] | None,
        agents: list[Agent],
        blocks: int | None,
    ) -> Study: ...
    @property
    def name(self) -> str: ...
    @property
    def parameters(self) -> list[str]: ...
    def jobs(self) -> list[tuple[int, int, int, int]]: ...
    def run(self, jobs: list[tuple[int, int, int, int]], threads: int) -> list[tuple[str, list[bytes]]]: ...

class Results:
    """The results of a study's jobs."""

    def __new__(cls, study: Study, parts: list[tuple[int, tuple[str, list[bytes]]]]) -> Results: ...
    @property
    def passed(self) -> bool: ...
    def summary(self) -> str: ...
    def table(self, name: str) -> Table: ...
    def csv(self, name: str) -> bytes: ...
    def save(self, folder: str) -> None: ...

def describe_calls() -> list[tuple[str, str, list[tuple[str, str, bool]], str]]:
    """Describes all calls of the runtime: pallet, call, arguments (name, type, may be missing), documentation."""

def unknown(kind: str, name: str, known: list[str]) -> str:
    """Describes an unknown name: the closest of the known ones, or all of them."""

def quantities() -> list[tuple[str, str]]:
    """Returns the quantities that scenarios and tables name, with their meanings."""

def presets() -> list[str]:
    """Returns the names of the presets."""

def address(written: str) -> str:
    """Returns the address of a secret such as ``//Alice``, or of an address."""

def rao_of(amount: Any) -> int:
    """Returns an amount in rao."""

def run_command(arguments: list[str]) -> int:
    """Runs `dtao-lab` with these arguments, the first of which is the program's name, and returns its exit code."""

def encode_call(name: str, arguments: dict[str, Any]) -> bytes:
    """Encodes a call, so that what is wrong with it is known before it is applied."""
