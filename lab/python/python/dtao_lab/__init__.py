"""The lab: the economy of a dTAO chain, on the chain's own code, from Python.

>>> from dtao_lab import Chain, rao
>>> chain = Chain("development")
>>> chain.add_stake("//Dave", hotkey="//Alice//hotkey", netuid=1, amount_staked=10).ok
True
>>> chain.run(blocks=100).block
101

`Chain` is a chain in memory: every call of the runtime is a method, and its tables go to polars, pandas and pyarrow without
a copy. `run` runs a scenario file, `sweep` runs it for many rows of parameters on any ``concurrent.futures.Executor``.
`Agent` makes an agent of a Python function.

Amounts are numbers of TAO or alpha, as in scenario files: ``10``, ``0.5``, ``"500 rao"``, ``rao(500)``, and ``"all"``
where a call knows it. Amounts that the lab returns are of the class `Amount`, whose ``rao`` is exact.
Accounts are addresses, or secrets such as ``//Alice``.
"""

from ._agent import Agent
from ._amount import Account, Amount, AmountLike, rao
from ._call import Call, calls
from ._chain import Chain, Event, Result, Snapshot
from ._errors import CallError, UnknownCallError
from ._native import (
    BLOCKS_PER_DAY,
    SPEC_VERSION,
    AgentError,
    ArgumentError,
    LabError,
    ScenarioError,
    StartError,
    Table,
    __version__,
    address,
    presets,
    quantities,
)
from ._study import Results, run, sweep

__all__ = [
    "BLOCKS_PER_DAY",
    "SPEC_VERSION",
    "Account",
    "Agent",
    "AgentError",
    "Amount",
    "AmountLike",
    "ArgumentError",
    "Call",
    "CallError",
    "Chain",
    "Event",
    "LabError",
    "Result",
    "Results",
    "ScenarioError",
    "Snapshot",
    "StartError",
    "Table",
    "UnknownCallError",
    "__version__",
    "address",
    "calls",
    "presets",
    "quantities",
    "rao",
    "run",
    "sweep",
]
