"""JSON-RPC over a kept HTTP connection, with the standard library alone."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ._errors import RpcError

TIMEOUT = 600.0
"""Seconds within which the node must answer: a long run of blocks is one request."""


class Rpc:
    """A connection to a node. Threads share it: requests are sent one after another."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection: http.client.HTTPConnection | None = None
        self._lock = threading.Lock()
        self._ids = itertools.count(1)

    def __call__(self, method: str, *params: Any) -> Any:
        """Makes a call and returns its result; raises `RpcError` for the node's error, `OSError` if it does not answer."""
        return _result(method, self._answer(self._request(method, params)))

    def batch(self, *calls: tuple[Any, ...]) -> list[Any]:
        """Makes calls ``(method, *params)`` in this order in one request; returns their results, or raises the first error."""
        requests = [self._request(method, params) for method, *params in calls]
        answers = {answer["id"]: answer for answer in self._answer(requests)}
        return [_result(request["method"], answers[request["id"]]) for request in requests]

    def _request(self, method: str, params: Sequence[Any]) -> dict[str, Any]:
        return {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params}

    def _answer(self, request: Any) -> Any:
        with self._lock:
            return json.loads(self._exchange(json.dumps(request).encode()))

    def _exchange(self, body: bytes) -> bytes:
        kept = self._connection is not None
        try:
            return self._post(body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The node has closed an idle connection; the request was not read. A new connection is not tried again.
            self.close()
            if not kept:
                raise
            return self._post(body)
        except BaseException:
            # What is left of the answer must not be taken for the next one.
            self.close()
            raise

    def _post(self, body: bytes) -> bytes:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        self._connection.request("POST", "/", body, {"content-type": "application/json"})
        return self._connection.getresponse().read()

    def close(self) -> None:
        """Closes the connection. The next call opens another."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
            self._connection = None


def _result(method: str, answer: dict[str, Any]) -> Any:
    if "error" in answer:
        error = answer["error"]
        raise RpcError(method, error["code"], error["message"], error.get("data"))
    return answer["result"]
