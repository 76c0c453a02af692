"""The errors of the fixtures. Each message names what to do, or the node's own reason."""

from __future__ import annotations


class DtaoTestError(Exception):
    """The base of all errors of this package."""


class NodeError(DtaoTestError):
    """A node that cannot be found, does not start, or has ended."""


class RpcError(DtaoTestError):
    """An error that the node returned for a request."""

    def __init__(self, method: str, code: int, message: str, data: object = None) -> None:
        text = message if data is None else f"{message}: {data}"
        super().__init__(f"{method}: {text}")
        self.method = method
        self.code = code
        self.reason = text


class CallError(DtaoTestError):
    """A call that the chain refused, by the name of its error."""

    def __init__(self, call: str, name: str, explanation: str = "") -> None:
        super().__init__(f"{call} failed: {name}" + (f": {explanation}" if explanation else ""))
        self.call = call
        self.name = name
        self.explanation = explanation
