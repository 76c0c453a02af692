"""Accounts of tests, and amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import Any

from ._errors import DtaoTestError

TAO = 10**9
"""A TAO, or an alpha, in rao."""

NAMES = ("Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie")
"""The accounts of the development chain."""


def core() -> Any:
    """Returns the library for keys and encoding, which is imported when a test first signs or decodes something."""
    try:
        return import_module("bittensor_core")
    except ImportError as error:
        raise DtaoTestError(
            "keys and calls need the package bittensor-core, which bittensor 11 brings along: "
            "pip install 'bittensor-core>=0.1.5,<0.2', beside bittensor 10, too"
        ) from error


def rao(amount: float | str | Decimal) -> int:
    """Returns an amount of TAO or alpha in rao, exactly; fails if it has more than nine decimals or is negative."""
    exact = Decimal(str(amount)) * TAO
    if exact != exact.to_integral_value() or exact < 0:
        raise ValueError(f"{amount} is no amount: TAO and alpha have up to nine decimals")
    return int(exact)


@dataclass(frozen=True)
class Account:
    """A coldkey and a hotkey from secret URIs, in the shape that Bittensor's SDK expects of a wallet.

    >>> Account("//Bob").address                                   # doctest: +SKIP
    '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
    """

    uri: str
    """The secret of the coldkey, such as ``//Bob``."""
    hotkey_uri: str = field(default="")
    """The secret of the hotkey, by default the coldkey's with ``//hotkey``."""

    def __post_init__(self) -> None:
        if not self.hotkey_uri:
            object.__setattr__(self, "hotkey_uri", f"{self.uri}//hotkey")

    @cached_property
    def coldkey(self) -> Any:
        """The key pair of the coldkey, an object of bittensor-core."""
        return core().Keypair.create_from_uri(self.uri)

    @cached_property
    def hotkey(self) -> Any:
        """The key pair of the hotkey, an object of bittensor-core."""
        return core().Keypair.create_from_uri(self.hotkey_uri)

    @property
    def coldkeypub(self) -> Any:
        """The coldkey, as the SDK reads a wallet's public part."""
        return self.coldkey

    @property
    def hotkeypub(self) -> Any:
        """The hotkey, as the SDK reads a wallet's public part."""
        return self.hotkey

    @property
    def address(self) -> str:
        """The coldkey's address."""
        return str(self.coldkey.ss58_address)

    @property
    def hotkey_address(self) -> str:
        """The hotkey's address."""
        return str(self.hotkey.ss58_address)

    def __str__(self) -> str:
        return self.uri


Who = Account | str
"""An account, a secret URI such as ``//Bob``, or, where nothing is signed, an address."""


def coldkey_of(who: Who) -> str:
    """Returns the address of an account's coldkey, of a secret URI, or the address itself."""
    return _address(who.uri if isinstance(who, Account) else who)


def hotkey_of(who: Who) -> str:
    """Returns the address of an account's hotkey, of a secret URI, or the address itself."""
    return _address(who.hotkey_uri if isinstance(who, Account) else who)


def pair_of(who: Any) -> Any:
    """Returns the key pair that signs for an account's coldkey or a secret URI; a key pair is returned as it is."""
    if isinstance(who, Account):
        return who.coldkey
    if isinstance(who, str):
        if "/" not in who and " " not in who:
            raise DtaoTestError(f"{who} is an address, which cannot sign: name an account or a secret such as //Bob")
        return core().Keypair.create_from_uri(who)
    return who


def _address(text: str) -> str:
    if "/" in text or " " in text:
        return str(core().Keypair.create_from_uri(text).ss58_address)
    core().ss58_decode(text)
    return text
