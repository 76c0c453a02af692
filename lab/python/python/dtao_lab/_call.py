"""Calls that are not applied yet."""

from __future__ import annotations

from typing import Any, Mapping

from ._methods import CallMethods, find
from ._native import encode_call


class Call:
    """A call of the runtime with its signer. `calls` makes them; agents return them, and `Chain.block` takes them."""

    __slots__ = ("_encoded", "arguments", "name", "signer")

    name: str
    """The pallet and the call, as in ``SubtensorModule.add_stake``."""
    signer: str | None
    """The account that signs it, ``"root"``, or ``None`` for an agent's own account."""
    arguments: Mapping[str, Any]
    """The arguments by name."""

    def __init__(self, name: str, signer: str | None = None, **arguments: Any) -> None:
        """Makes a call. Its name may stand without the pallet if no other pallet has one of that name.

        Raises `UnknownCallError` or `ArgumentError`, which say what is known.
        """
        self.name = find(name).name
        self.signer = signer
        self.arguments = arguments
        self._encoded = encode_call(self.name, arguments)

    @property
    def encoded(self) -> bytes:
        """The call as the runtime encodes it."""
        return self._encoded

    def __dtao_call__(self) -> dict[str, Any]:
        """Returns the call as an argument of another, as in ``Utility.batch``."""
        return {"call": self.name, "args": dict(self.arguments)}

    def __eq__(self, other: object) -> bool:
        """Compares the signer and what is encoded."""
        return isinstance(other, Call) and (self.signer, self._encoded) == (other.signer, other._encoded)

    def __hash__(self) -> int:
        """Hashes the signer and what is encoded."""
        return hash((self.signer, self._encoded))

    def __repr__(self) -> str:
        """Writes the call as it is made."""
        pallet, _, call = self.name.partition(".")
        arguments = "".join(f", {name}={value!r}" for name, value in self.arguments.items())
        return f"calls.{pallet}.{call}({self.signer!r}{arguments})"

    def __getstate__(self) -> tuple[str, str | None, Mapping[str, Any], bytes]:
        """Pickles the call."""
        return self.name, self.signer, self.arguments, self._encoded

    def __setstate__(self, state: tuple[str, str | None, Mapping[str, Any], bytes]) -> None:
        """Builds the call that was pickled."""
        self.name, self.signer, self.arguments, self._encoded = state


class _Calls(CallMethods[Call]):
    """Makes calls: ``calls.add_stake("//Dave", hotkey="//Alice//hotkey", netuid=1, amount_staked=10)``."""

    def _give(self, name: str, signer: str | None, arguments: dict[str, Any]) -> Call:
        return Call(name, signer, **arguments)

    def __repr__(self) -> str:
        """Names the object."""
        return "<calls of the runtime: dir() lists them>"


calls = _Calls()
"""Makes calls that are not applied yet: every call of the runtime is a method, as on a `Chain`."""
