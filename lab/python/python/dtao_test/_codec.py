"""The runtime of a node: encodes calls and storage keys by the names in its metadata, decodes what the node answers."""

from __future__ import annotations

from typing import Any

from ._accounts import core
from ._errors import CallError, DtaoTestError
from ._node import Node

_V15 = "0x0f000000"


def unhex(text: str) -> bytes:
    """Returns the bytes of ``0x…``."""
    return bytes.fromhex(text.removeprefix("0x"))


class Codec:
    """The metadata of one runtime of a chain. `of` returns the one that the node has at its best block."""

    _known: dict[tuple[str, int], Codec] = {}

    def __init__(self, node: Node, genesis: str, version: dict[str, Any]) -> None:
        answer = unhex(node.rpc("state_call", "Metadata_metadata_at_version", _V15))
        if answer[:1] != b"\1":
            raise DtaoTestError("the node's runtime has no metadata of version 15")
        metadata = answer[1 + _prefix_length(answer[1]):]
        self.genesis = unhex(genesis)
        self.runtime = core().Runtime(metadata, version["specVersion"], version["transactionVersion"])

    @classmethod
    def of(cls, node: Node) -> Codec:
        """Returns the codec for the runtime of the best block."""
        version = node.rpc("state_getRuntimeVersion")
        # Not by the genesis hash: another build may have the same, and the same version.
        key = (node.url, version["specVersion"])
        if key not in cls._known:
            cls._known[key] = cls(node, node.rpc("chain_getBlockHash", 0), version)
        return cls._known[key]

    def call(self, name: str, arguments: dict[str, Any]) -> bytes:
        """Encodes the call ``Pallet.function``."""
        pallet, function = split(name)
        try:
            return bytes(self.runtime.compose_call(pallet, function, arguments))
        except Exception as error:
            raise DtaoTestError(f"{name} cannot be encoded: {error}") from error

    def signed(self, pair: Any, call: bytes, nonce: int) -> str:
        """Signs a call, valid for ever on this chain, since hashes of blocks do not survive a revert."""
        signing = {"era": "00", "nonce": nonce, "tip": 0, "tip_asset_id": None}
        payload = self.runtime.signature_payload(call, genesis_hash=self.genesis, era_block_hash=self.genesis, **signing)
        extrinsic, _ = self.runtime.encode_signed_extrinsic(
            call, public_key=pair.public_key, signature=pair.sign(payload), signature_version=pair.crypto_type, **signing
        )
        return "0x" + bytes(extrinsic).hex()

    def read(self, node: Node, name: str, keys: tuple[Any, ...], at: str | None) -> Any:
        """Reads and decodes the storage item ``Pallet.item``; its default if nothing is stored, ``None`` if it has none."""
        pallet, item = split(name)
        try:
            entry = self.runtime.storage_entry(pallet, item)
            key = self.runtime.storage_key(pallet, item, list(keys))
        except Exception as error:
            raise DtaoTestError(f"{name} cannot be read: {error}") from error
        if len(keys) != len(entry.param_types):
            raise DtaoTestError(f"{name} has {len(entry.param_types)} keys, not {len(keys)}")
        value = node.rpc("state_getStorage", "0x" + bytes(key).hex(), at)
        if value is not None:
            return self.runtime.decode(entry.value_type, unhex(value))
        return self.runtime.decode(entry.value_type, entry.default_bytes) if entry.modifier == "Default" else None

    def ask(self, node: Node, name: str, arguments: tuple[Any, ...], at: str | None) -> Any:
        """Calls the method ``Api.method`` of a runtime API."""
        api, method = split(name)
        known = self.runtime.runtime_api_map().get(api, {}).get(method)
        if known is None:
            raise DtaoTestError(f"the runtime has no method {name}")
        if len(arguments) != len(known["inputs"]):
            wanted = ", ".join(argument for argument, _ in known["inputs"])
            raise DtaoTestError(f"{name} has the arguments ({wanted}), not {len(arguments)}")
        pairs = zip(known["inputs"], arguments, strict=True)
        encoded = b"".join(bytes(self.runtime.encode(kind, value)) for (_, kind), value in pairs)
        return self.runtime.decode(known["output"], unhex(node.rpc("state_call", f"{api}_{method}", "0x" + encoded.hex(), at)))

    def failure(self, call: str, error: Any) -> CallError:
        """Returns the exception for a dispatch error."""
        if isinstance(error, dict) and isinstance(error.get("Module"), dict):
            module = error["Module"]
            number = module["error"]
            index = unhex(number)[0] if isinstance(number, str) else number if isinstance(number, int) else number[0]
            name, docs = self.runtime.module_error(module["index"], index)
            return CallError(call, name, " ".join(docs.split() if isinstance(docs, str) else " ".join(docs).split()))
        name = next(iter(error)) if isinstance(error, dict) else str(error)
        return CallError(call, name, str(error[name]) if isinstance(error, dict) else "")


def split(name: str) -> tuple[str, str]:
    """Splits ``Pallet.item``."""
    first, dot, second = name.partition(".")
    if not (first and dot and second):
        raise DtaoTestError(f"{name!r} is no name such as Balances.transfer_keep_alive")
    return first, second


def _prefix_length(first: int) -> int:
    """Returns the length of a compact integer, by its first byte."""
    mode = first & 3
    return (1, 2, 4)[mode] if mode < 3 else (first >> 2) + 5
