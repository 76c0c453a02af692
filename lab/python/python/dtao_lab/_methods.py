"""Every call of the runtime as a method, by its name in the metadata.

Type checkers and editors read `_methods.pyi`, which `stubs.py` writes from the same metadata.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any, Callable, Generic, NamedTuple, TypeVar

from ._errors import UnknownCallError
from ._native import describe_calls, unknown

R = TypeVar("R")


class Description(NamedTuple):
    """A call as the metadata describes it."""

    pallet: str
    """The pallet."""
    call: str
    """The call."""
    arguments: list[tuple[str, str, bool]]
    """The arguments: name, type in the runtime's source, and ``True`` if it may be missing."""
    docs: str
    """The documentation."""

    @property
    def name(self) -> str:
        """The pallet and the call, as scenario files write it."""
        return f"{self.pallet}.{self.call}"


@cache
def described() -> dict[str, dict[str, Description]]:
    """Returns all calls by pallet and name."""
    pallets: dict[str, dict[str, Description]] = {}
    for call in map(Description._make, describe_calls()):
        pallets.setdefault(call.pallet, {})[call.call] = call
    return pallets


@cache
def by_name() -> dict[str, list[Description]]:
    """Returns the calls of each name, of which several pallets may have one."""
    names: dict[str, list[Description]] = {}
    for calls in described().values():
        for call in calls.values():
            names.setdefault(call.call, []).append(call)
    return names


def find(name: str) -> Description:
    """Returns the call of a name with or without its pallet."""
    pallet, dot, call = name.rpartition(".")
    if dot:
        if pallet not in described():
            raise UnknownCallError(unknown("pallet", pallet, list(described())))
        if call not in described()[pallet]:
            raise UnknownCallError(unknown(f"call of {pallet}:", call, list(described()[pallet])))
        return described()[pallet][call]
    found = by_name().get(name, [])
    if len(found) > 1:
        names = " and ".join(other.name for other in found)
        raise UnknownCallError(f"there are several calls {name}: {names}")
    if not found:
        raise UnknownCallError(unknown("call", name, sorted([*by_name(), *described()])))
    return found[0]


class Method(Generic[R]):
    """A call of the runtime as a method: ``method(signer, argument=…)``."""

    def __init__(self, call: Description, give: Callable[[str, str | None, dict[str, Any]], R]) -> None:
        """Makes the method of a call."""
        self._call = call
        self._give = give
        self.__name__ = call.call
        self.__qualname__ = call.name
        self.__doc__ = f"{call.docs}\n\nArguments: {self.__signature__}"

    @property
    def __signature__(self) -> inspect.Signature:
        """The signature, for ``help`` and ``inspect``."""
        signer = inspect.Parameter("signer", inspect.Parameter.POSITIONAL_ONLY, default=None)
        arguments = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=None if optional else inspect.Parameter.empty,
                annotation=kind,
            )
            for name, kind, optional in self._call.arguments
        ]
        return inspect.Signature([signer, *sorted(arguments, key=lambda argument: argument.kind)])

    def __call__(self, signer: str | None = None, /, **arguments: Any) -> R:
        """Gives the call."""
        return self._give(self._call.name, signer, arguments)

    def __repr__(self) -> str:
        """Names the call and its arguments."""
        return f"<call {self._call.name}{self.__signature__}>"


class Pallet(Generic[R]):
    """The calls of a pallet."""

    def __init__(self, name: str, give: Callable[[str, str | None, dict[str, Any]], R]) -> None:
        """Makes the namespace of a pallet."""
        self._name = name
        self._give = give

    def __getattr__(self, name: str) -> Method[R]:
        """Returns the method of a call."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Method(find(f"{self._name}.{name}"), self._give)

    def __dir__(self) -> list[str]:
        """Lists the calls."""
        return sorted(described()[self._name])

    def __repr__(self) -> str:
        """Names the pallet."""
        return f"<pallet {self._name}: {len(described()[self._name])} calls>"


class CallMethods(Generic[R]):
    """Every call of the runtime as a method; those of a name that several pallets have by their pallet: ``.Balances.…``."""

    def _give(self, name: str, signer: str | None, arguments: dict[str, Any]) -> R:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        """Returns the method of a call, or the calls of a pallet."""
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        if name in described():
            return Pallet(name, self._give)
        return Method(find(name), self._give)

    def __dir__(self) -> list[str]:
        """Lists the calls with the other attributes."""
        unique = [name for name, calls in by_name().items() if len(calls) == 1]
        return sorted({*super().__dir__(), *unique, *described()})
