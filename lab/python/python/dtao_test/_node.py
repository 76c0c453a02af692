"""A node in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

from ._errors import NodeError
from ._rpc import Rpc

START_SECONDS = 300.0
"""The most time that a node has to answer. It takes a second, but the first one on a machine compiles its runtime for a while."""

STOP_SECONDS = 20.0
"""The most time that a node has to end."""

# The line that the node prints by --json when it answers: it has a free port of its own choice.
_FACTS = re.compile(r"^\{.*\}\n", re.MULTILINE)

# Ends the node when the standard input is closed, which it also is if the tests are killed.
_GUARD = """
exec 3<&0
"$@" </dev/null 3<&- &
node=$!
{ cat <&3 >/dev/null; kill "$node"; } 2>/dev/null &
exec 3<&-
wait "$node"
"""


def find_binary() -> Path:
    """Returns the node to run: ``$DTAO_NODE``, else the one beside this Python, else the first in ``$PATH``."""
    chosen = os.environ.get("DTAO_NODE")
    if chosen:
        path = Path(chosen).expanduser()
        if not os.access(path, os.X_OK) or path.is_dir():
            raise NodeError(f"DTAO_NODE names {path}, which is no program: name the node's binary, or unset it")
        return path.absolute()
    folders = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent)]
    found = shutil.which("dtao-node", path=os.pathsep.join(folders)) or shutil.which("dtao-node")
    if found is None:
        raise NodeError(
            "there is no dtao-node: install the wheel that ./scripts/release.sh makes, "
            "or build it with ./scripts/run.sh and set DTAO_NODE to its path"
        )
    return Path(found).absolute()


class Node:
    """A development chain that one node seals. Use it in a ``with`` statement, or call `stop`.

    `genesis` is a preset's name such as ``bare``, or the path of a genesis file, which ends in ``.toml``. `sealing` is
    ``instant``, ``manual``, ``mixed`` or a number of milliseconds. `args` are further arguments of the node. Its log is in `folder`.
    """

    def __init__(
        self,
        genesis: str | Path | None = None,
        *,
        sealing: str | int = "instant",
        args: tuple[str, ...] = (),
        folder: Path | None = None,
        binary: Path | None = None,
    ) -> None:
        self.genesis = genesis
        self.sealing = str(sealing)
        self._own_folder = folder is None
        self.folder = Path(tempfile.mkdtemp(prefix="dtao-node-")) if folder is None else folder
        self.log = self.folder / "node.log"
        command = [str(binary or find_binary()), *_arguments(genesis, self.sealing), *args]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _GUARD, "dtao-node", *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log,
                # Ctrl-C is for the tests, which then stop the node.
                start_new_session=True,
            )
        try:
            self.port = self._wait_for_port()
            self._rpc = Rpc(self.port)
            self._rpc("system_health")
        except BaseException:
            self.stop(keep_log=True)
            raise

    @property
    def url(self) -> str:
        """The address for WebSocket clients."""
        return f"ws://127.0.0.1:{self.port}"

    @property
    def http(self) -> str:
        """The address for HTTP clients."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        """``True`` while the node runs."""
        return self._process.poll() is None

    @property
    def sudo_uri(self) -> str | None:
        """The secret of the sudo key in the genesis file, if it has one."""
        if not _is_file(self.genesis):
            return "//Alice"
        sudo = tomllib.loads(Path(str(self.genesis)).read_text("utf-8")).get("sudo")
        return sudo if isinstance(sudo, str) and "/" in sudo else None

    def rpc(self, method: str, *params: Any) -> Any:
        """Makes a call of the node's JSON-RPC and returns the result; raises `RpcError`."""
        with self._named_end():
            return self._rpc(method, *params)

    def batch(self, *calls: tuple[Any, ...]) -> list[Any]:
        """Makes calls ``(method, *params)`` in this order in one request; returns their results, or raises the first error."""
        with self._named_end():
            return self._rpc.batch(*calls)

    @contextmanager
    def _named_end(self) -> Iterator[None]:
        """Reports an answer that does not come as the end of the node, if it has ended."""
        try:
            yield
        except OSError as error:
            if not self.alive:
                raise NodeError(f"the node has ended; the end of its log:\n{self.log_tail()}") from error
            raise

    def log_tail(self, since: int = 0, lines: int = 40) -> str:
        """Returns the last lines of the log without those for each block, of what was written after its first `since` bytes."""
        with self.log.open("rb") as log:
            log.seek(since)
            written = log.read().decode(errors="replace").splitlines()
        return "\n".join([line for line in written if "Imported #" not in line and not line.startswith("{")][-lines:])

    def stop(self, *, keep_log: bool = False) -> None:
        """Stops the node and removes its log, if the folder is its own. A second call does nothing."""
        if hasattr(self, "_rpc"):
            self._rpc.close()
        stdin: IO[bytes] | None = self._process.stdin
        if stdin is not None and not stdin.closed:
            stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.wait()
        if self._own_folder and not keep_log:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_for_port(self) -> int:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            found = _FACTS.search(self.log.read_text("utf-8", "replace"))
            if found:
                return int(json.loads(found[0])["rpc"].rpartition(":")[2])
            if not self.alive:
                raise NodeError(f"the node did not start ({self.log}):\n{self.log_tail()}")
            time.sleep(0.02)
        raise NodeError(f"the node did not answer within {START_SECONDS:.0f} s ({self.log}):\n{self.log_tail()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.stop(keep_log=kind is not None)


def _is_file(genesis: str | Path | None) -> bool:
    return genesis is not None and str(genesis).endswith(".toml")


def _arguments(genesis: str | Path | None, sealing: str) -> list[str]:
    if _is_file(genesis):
        chain = ["--dev", "--genesis", str(genesis)]
    elif genesis is None or genesis == "development":
        chain = ["--dev"]
    else:
        chain = ["--dev", "--chain", str(genesis)]
    quiet = ["--rpc-port", "0", "--no-prometheus", "--no-explorer", "--json", "--disable-log-color"]
    return [*chain, "--sealing", sealing, "--finality-delay", "0", *quiet]
