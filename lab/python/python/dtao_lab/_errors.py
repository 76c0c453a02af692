"""Exceptions that the extension does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._native import LabError

if TYPE_CHECKING:
    from ._chain import Result


class UnknownCallError(LabError, AttributeError):
    """The runtime has no call of this name."""


class CallError(LabError):
    """A call did not succeed, and `Result.check` was asked for."""

    result: Result
    """The result of the call."""

    def __init__(self, result: Result) -> None:
        """Makes the error of a result."""
        verb = "was refused" if result.refused else "failed"
        super().__init__(f"{result.call.name} {verb} in block {result.block}: {result.error}")
        self.result = result

    def __reduce__(self) -> tuple[type[CallError], tuple[Result]]:
        """Pickles the error."""
        return type(self), (self.result,)
