"""Clients of the Bittensor SDKs for one test, without what they remember of reverted blocks.

The SDK 11's client is made in a tenth of a second, so each test has its own. The SDK 10 reads the metadata for some seconds, so
its blocking client is kept for the node and its caches of blocks are emptied, and its asynchronous one takes the metadata over.
"""

from __future__ import annotations

import weakref
from contextlib import suppress
from importlib import import_module
from typing import Any

from ._errors import DtaoTestError
from ._node import Node

_kept: weakref.WeakKeyDictionary[Node, Any] = weakref.WeakKeyDictionary()
_runtimes: weakref.WeakKeyDictionary[Node, Any] = weakref.WeakKeyDictionary()


def bittensor() -> Any:
    """Returns the installed SDK."""
    try:
        return import_module("bittensor")
    except ImportError as error:
        raise DtaoTestError("no Bittensor SDK is installed: pip install bittensor") from error


def is_version_10() -> bool:
    """Returns ``True`` if the installed SDK is of the old line."""
    return hasattr(bittensor(), "AsyncSubtensor")


def blocking(node: Node) -> Any:
    """Returns a client that remembers no block."""
    if not is_version_10():
        return bittensor().Subtensor(node.url)
    client = _kept.get(node)
    if client is None:
        client = bittensor().Subtensor(network=node.url)
        _kept[node] = client
    forget(client)
    return client


def awaited(node: Node) -> Any:
    """Returns a client for ``async with`` that remembers no block."""
    if not is_version_10():
        return bittensor().Subtensor(node.url)
    client = bittensor().AsyncSubtensor(network=node.url)
    # By the version of the runtime, which a revert does not change unless the test changed it.
    client.substrate.runtime_cache.versions = _runtimes.setdefault(node, client.substrate.runtime_cache.versions)
    return client


def release(client: Any) -> None:
    """Closes a client, or lets one that is kept forget its blocks."""
    if is_version_10():
        forget(client)
    # A client that was awaited is closed by its own loop.
    elif client._mode != "async":
        client.close()


def close_kept(node: Node) -> None:
    """Closes the client that is kept for a node."""
    client = _kept.pop(node, None)
    _runtimes.pop(node, None)
    if client is not None:
        with suppress(Exception):
            client.close()


def forget(client: Any) -> None:
    """Empties the SDK 10's caches of blocks: hashes by number, numbers by hash, and nonces."""
    substrate = client.substrate
    fresh = type(substrate.runtime_cache)()
    for name in ("blocks", "blocks_reverse", "block_hashes"):
        setattr(substrate.runtime_cache, name, getattr(fresh, name))
    for cached in (client, "_get_block_hash"), (substrate, "_get_block_hash"), (substrate, "_cached_get_block_number"):
        clear = getattr(getattr(*cached, None), "cache_clear", None)
        if clear is not None:
            clear()
    getattr(substrate, "_nonces", {}).clear()
