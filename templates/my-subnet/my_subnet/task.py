"""The work: a text, and its SHA-256. Replace it by what your miners do."""

import hashlib
import secrets


def new_task() -> str:
    """Returns a task that no miner has seen."""
    return secrets.token_hex(16)


def solve(task: str) -> str:
    """Returns the answer to a task."""
    return hashlib.sha256(task.encode()).hexdigest()
