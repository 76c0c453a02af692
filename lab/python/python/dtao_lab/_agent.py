"""Agents that are Python functions."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Callable, Iterable, Union

from ._amount import AmountLike
from ._call import Call
from ._native import AgentError, Engine

if TYPE_CHECKING:
    from ._chain import Chain

Decide = Callable[[int, "Chain"], Union[Call, Iterable[Call], None]]
"""Decides after a block: gets its number and a fork of the chain, and returns the calls for the next block."""


class Agent:
    """An agent that acts by a Python function.

    ``decide(block, view)`` is called after every `every`-th block. The view is a fork of the chain without its history, so that
    the agent may try on it what a call would bring, without a trace. It returns the calls for the next block, made by `calls`;
    those without a signer are of the agent's own account, `coldkey`. ``view.random`` is a ``random.Random`` of the agent's own,
    which depends on the seed of the run alone.

    In a scenario each run has a copy of the agent (``copy.deepcopy``), so that what it remembers is of its own run.
    """

    def __init__(
        self,
        decide: Decide,
        *,
        name: str | None = None,
        every: int = 1,
        start: int = 0,
        balance: AmountLike = 0,
    ) -> None:
        """Makes an agent.

        `name` is its name in tables; that of the function by default. `every` is the number of blocks between two decisions,
        `start` the number of blocks before the first. `balance` is what its account has at the start, which is added to the
        issuance.
        """
        if every < 1:
            raise ValueError(f"an agent decides every {every} blocks: 1 is the least")
        if start < 0:
            raise ValueError(f"an agent starts after {start} blocks: 0 is the least")
        self.decide = decide
        self.name = name if name is not None else getattr(decide, "__name__", type(decide).__name__)
        self.every = every
        self.start = start
        self.balance = balance

    @property
    def coldkey(self) -> str:
        """The secret of its account."""
        return f"//{self.name}//1"

    @property
    def hotkey(self) -> str:
        """The secret of its hotkey."""
        return f"{self.coldkey}//hotkey"

    def _enter(self) -> Actor:
        """Returns an actor for a run of its own."""
        return Actor(copy.deepcopy(self))

    def __repr__(self) -> str:
        """Names the agent."""
        return f"<Agent {self.name}, every {self.every} blocks>"


class Actor:
    """An agent in a run."""

    def __init__(self, agent: Agent) -> None:
        """Makes the actor of an agent."""
        self.agent = agent
        self.random = random.Random()

    def seed(self, seed: int | str) -> None:
        """Begins the agent's random numbers."""
        self.random.seed(seed)

    def copy(self) -> Actor:
        """Returns a copy, for a run that branches off."""
        return copy.deepcopy(self)

    def calls(self, block: int, view: Chain) -> list[tuple[str, Call]]:
        """Lets the agent decide. Returns its calls with their signers."""
        try:
            given = self.agent.decide(block, view)
            given = [] if given is None else [given] if isinstance(given, Call) else list(given)
            for call in given:
                if not isinstance(call, Call):
                    raise TypeError(f"an agent returns calls, made by dtao_lab.calls, not {call!r}")
        except Exception as error:
            name = self.agent.name
            raised = AgentError(f"agent {name}, block {block}: {type(error).__name__}: {error}")
            raised.agent, raised.block = name, block
            raise raised from error
        return [(call.signer or self.agent.coldkey, call) for call in given]

    def decide(self, block: int, engine: Engine) -> list[tuple[str, bytes]]:
        """Lets the agent decide in a scenario's run."""
        from ._chain import Chain

        view = Chain._of(engine, random=self.random)
        return [(signer, call.encoded) for signer, call in self.calls(block, view)]
