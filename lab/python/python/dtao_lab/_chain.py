"""A chain in memory."""

from __future__ import annotations

import os
import random as _random
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Iterable, Mapping, TypeVar

from ._agent import Actor, Agent
from ._amount import Account, Amount, AmountLike
from ._call import Call
from ._errors import CallError
from ._methods import CallMethods
from ._native import BLOCKS_PER_DAY, Engine, Table, rao_of

T = TypeVar("T")

HOUR = BLOCKS_PER_DAY // 24
"""The blocks of an hour."""


@dataclass(frozen=True)
class Event:
    """An event of a call."""

    pallet: str
    """The pallet."""
    name: str
    """The name."""
    fields: Mapping[str, Any]
    """The fields by name, or by number as a text if they have no names. Amounts are of the class `Amount`."""

    def __getitem__(self, key: str | int) -> Any:
        """Returns a field by its name or number."""
        return self.fields[str(key)]


@dataclass(frozen=True)
class Result:
    """The result of a call."""

    call: Call
    """The call."""
    block: int
    """The block that has it."""
    error: str | None = None
    """The name of the error, or ``None``."""
    refused: bool = False
    """``True`` if the call could not be in the block, as a node's pool would have refused it."""
    events: list[Event] = field(default_factory=list)
    """The events, in their order."""

    @property
    def ok(self) -> bool:
        """``True`` if the call succeeded."""
        return self.error is None

    def check(self) -> Result:
        """Returns the result, or raises `CallError` if the call did not succeed."""
        if not self.ok:
            raise CallError(self)
        return self

    def event(self, name: str) -> Event:
        """Returns the first event of a name."""
        for event in self.events:
            if event.name == name:
                return event
        raise KeyError(f"there is no event {name}: there are {', '.join(event.name for event in self.events) or 'none'}")

    def __repr__(self) -> str:
        """Names the call and what became of it."""
        return f"<{self.call.name} in block {self.block}: {'ok' if self.ok else self.error}, {len(self.events)} events>"


@dataclass(frozen=True)
class Snapshot:
    """A moment of a chain, to return to by `Chain.restore` as often as wanted."""

    block: int
    """The number of the last block."""
    _engine: Engine = field(repr=False)
    _order: Any = field(repr=False)
    _funded: frozenset[str] = field(repr=False)


class Chain(CallMethods[Result]):
    """A chain in memory, on the runtime's own code.

    Every call of the runtime is a method: ``chain.add_stake(signer, hotkey=…, netuid=…, amount_staked=…)`` builds a block with
    it and returns its `Result`. ``dir(chain)`` lists the calls, ``help(chain.add_stake)`` shows one. The signer is an address, a
    secret such as ``//Alice``, or ``"root"``.

    A chain is used by one thread at a time; others take a `fork`. It can be pickled, without its history.
    """

    fees: bool
    """``True`` if calls are transactions, which pay fees."""
    random: _random.Random
    """Random numbers: of an agent for the chain that it sees, else of the seed."""

    def __init__(
        self,
        start: str | os.PathLike[str] = "development",
        *,
        fees: bool = False,
        seed: int = 1,
        sample: int = HOUR,
    ) -> None:
        """Builds the chain of a start.

        `start` is the name of a preset (`presets` lists them) or the path of a file: a state that ``dtao-node`` has saved, whose
        name ends in ``.json``, or a genesis file. `sample` is the number of blocks between two rows of `history`.
        `seed` determines the order of agents' calls and the random numbers of agents.

        Raises `StartError`.
        """
        if sample < 1:
            raise ValueError(f"a sample every {sample} blocks is not possible: 1 is the least")
        path = os.fspath(start)
        is_file = not isinstance(start, str) or any(mark in path for mark in (".", os.sep))
        kind = "preset" if not is_file else "saved" if path.endswith(".json") else "genesis"
        self._set(Engine(kind, path, sample), fees, _random.Random(seed), _random.Random(f"order {seed}"), frozenset(), seed)

    def _set(
        self,
        engine: Engine,
        fees: bool,
        random: _random.Random,
        order: _random.Random,
        funded: frozenset[str],
        seed: int,
    ) -> None:
        self._engine = engine
        self.fees = fees
        self.random = random
        self._order = order
        self._funded = funded
        self._seed = seed

    @classmethod
    def _of(cls, engine: Engine, *, random: _random.Random, fees: bool = False) -> Chain:
        """Returns the chain of an engine, as an agent sees it."""
        chain = cls.__new__(cls)
        chain._set(engine, fees, random, _random.Random(0), frozenset(), 0)
        return chain

    # Moment.

    @property
    def block(self) -> int:
        """The number of the last block; 0 at genesis."""
        return self._engine.block_number()

    @property
    def day(self) -> float:
        """The days since the start of the chain."""
        return self.block / BLOCKS_PER_DAY

    @property
    def time(self) -> datetime:
        """The time of the last block."""
        return datetime.fromtimestamp(self._engine.time() / 1_000, timezone.utc)

    # Blocks and calls.

    def run(
        self,
        *,
        blocks: int | None = None,
        days: float | None = None,
        agents: Iterable[Agent] = (),
    ) -> Chain:
        """Builds blocks, and returns the chain. Ctrl-C ends it after a whole block.

        Agents decide after a block; their calls are in the next one, in an order that the seed determines. What does not succeed
        is in `calls`. An agent's `balance` is given when it first runs on this chain.

        Raises `AgentError`, with the block, if an agent raises an exception; the chain then stands at that block.
        """
        if (blocks is None) == (days is None):
            raise TypeError("run has blocks or days, one of them")
        length = blocks if blocks is not None else round((days or 0) * BLOCKS_PER_DAY)
        if length < 0:
            raise ValueError(f"a chain cannot run for {length} blocks")
        begin = self.block
        end = begin + length
        actors = [self._actor(agent, begin) for agent in agents]
        wakes = [begin + actor.agent.start for actor in actors]
        while (block := self.block) < end:
            orders: list[tuple[str, Actor, Call]] = []
            for number, actor in enumerate(actors):
                if wakes[number] == block:
                    view = Chain._of(self._engine.view(), random=actor.random, fees=self.fees)
                    orders += [(signer, actor, call) for signer, call in actor.calls(block, view)]
                    wakes[number] = block + actor.agent.every
            if orders:
                self._shuffle(orders)
                self._build([(signer, actor.agent.name, call) for signer, actor, call in orders])
            else:
                self._engine.run(max(min([end, *wakes]) - block, 1))
        return self

    def _actor(self, agent: Agent, begin: int) -> Actor:
        actor = Actor(agent)
        actor.seed(f"{self._seed} {agent.name} {begin}")
        if agent.name not in self._funded:
            self._funded |= {agent.name}
            if agent.balance:
                self.fund(agent.coldkey, agent.balance)
        return actor

    def _shuffle(self, orders: list[Any]) -> None:
        # Written out, since Python does not promise that its own shuffle stays the same.
        for last in range(len(orders) - 1, 0, -1):
            other = int(self._order.random() * (last + 1))
            orders[last], orders[other] = orders[other], orders[last]

    def apply(self, call: Call) -> Result:
        """Builds a block with one call, and returns its result."""
        return self.apply_all([call])[0]

    def apply_all(self, calls: Iterable[Call]) -> list[Result]:
        """Builds a block with calls, in their order, and returns their results."""
        orders = list(calls)
        for call in orders:
            if call.signer is None:
                raise ValueError(f"{call!r} has no signer")
        return self._build([(str(call.signer), None, call) for call in orders])

    def _build(self, orders: list[tuple[str, str | None, Call]]) -> list[Result]:
        given = [(signer, agent, call.encoded) for signer, agent, call in orders]
        taken = self._engine.block(given, self.fees, Amount)
        block = self.block
        return [
            Result(call, block, error, refused, [Event(*event) for event in events])
            for (_, _, call), (error, refused, events) in zip(orders, taken)
        ]

    def _give(self, name: str, signer: str | None, arguments: dict[str, Any]) -> Result:
        return self.apply(Call(name, signer, **arguments))

    def fund(self, account: Account, amount: AmountLike) -> None:
        """Adds TAO to an account and to the issuance, without a block."""
        self._engine.fund(account, rao_of(amount))

    def check(self) -> None:
        """Checks the invariants of the pallets, and that all balances add up to the issuance. Raises `LabError`."""
        self._engine.check()

    # Copies.

    def snapshot(self) -> Snapshot:
        """Returns the moment, to return to. Takes microseconds."""
        return Snapshot(self.block, self._engine.fork(), self._order.getstate(), self._funded)

    def restore(self, snapshot: Snapshot) -> None:
        """Returns to a moment, with its history. The snapshot stays valid."""
        self._engine.restore(snapshot._engine)
        self._order.setstate(snapshot._order)
        self._funded = snapshot._funded

    def fork(self) -> Chain:
        """Returns a copy that goes its own way. Takes microseconds."""
        order, random = _random.Random(0), _random.Random(0)
        order.setstate(self._order.getstate())
        random.setstate(self.random.getstate())
        chain = type(self).__new__(type(self))
        chain._set(self._engine.fork(), self.fees, random, order, self._funded, self._seed)
        return chain

    # What can be read.

    def subnets(self) -> Table:
        """Returns a row for each subnet but root: the columns of ``series.csv``, whose meanings `quantities` has."""
        return self._engine.subnets()

    def accounts(self) -> Table:
        """Returns a row for each account with TAO or stake, in TAO.

        ``name`` is the secret by which the start names it; ``value`` is its balance with all stake at its prices, ``sale_value``
        its balance with what a sale of all stake at once would bring.
        """
        return self._engine.accounts()

    def history(self) -> Table:
        """Returns the rows of `subnets` at each sample so far."""
        return self._engine.history()

    def calls(self) -> Table:
        """Returns a row for each call so far: the columns of ``calls.csv``."""
        return self._engine.calls()

    def netuids(self) -> list[int]:
        """Returns the numbers of all subnets but root."""
        return self._engine.netuids()

    def price(self, netuid: int) -> float:
        """Returns the price of a subnet's alpha in TAO."""
        return self._there(netuid, self._engine.price(netuid))

    def owner_hotkey(self, netuid: int) -> str:
        """Returns the address of the hotkey of a subnet's owner."""
        return self._there(netuid, self._engine.owner_hotkey(netuid))

    def _there(self, netuid: int, value: T | None) -> T:
        if value is None:
            raise KeyError(f"there is no subnet {netuid}: there are {', '.join(map(str, self.netuids()))}")
        return value

    def balance(self, account: Account) -> Amount:
        """Returns the TAO of an account that is not staked."""
        return Amount(self._engine.balance(account))

    def spendable(self, account: Account) -> Amount:
        """Returns the TAO that an account can spend without being removed."""
        return Amount(self._engine.spendable(account))

    def stake(self, account: Account, netuid: int, hotkey: Account | None = None) -> Amount:
        """Returns the alpha that an account has staked at a subnet: with one hotkey, or with all."""
        return Amount(self._engine.stake(account, netuid, hotkey))

    def issuance(self) -> Amount:
        """Returns all TAO."""
        return Amount(self._engine.issuance())

    # Pickling.

    def __getstate__(self) -> dict[str, Any]:
        """Pickles the chain, without its history."""
        return {
            "engine": (self._engine.to_bytes(), self._engine.sample(), self._engine.names()),
            "rest": (self.fees, self.random, self._order, self._funded, self._seed),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Builds the chain that was pickled."""
        self._set(Engine.from_bytes(*state["engine"]), *state["rest"])

    def __repr__(self) -> str:
        """Names the moment."""
        return f"<Chain at block {self.block}, {len(self.netuids())} subnets>"
