"""The wallets of the development chain's accounts, stored as both clients expect them."""

from dataclasses import dataclass

from bittensor_wallet import Keypair, Wallet

NAMES = ("Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie")


@dataclass
class Account:
    """A wallet: its name, and the addresses of its coldkey and its hotkey `default`."""

    name: str
    coldkey: str
    hotkey: str


def wallet_of(folder, name, uri, hotkey_uri):
    """Stores the keys of two secret URIs as a wallet without a password."""
    wallet = Wallet(name=name, hotkey="default", path=str(folder))
    coldkey, hotkey = Keypair.create_from_uri(uri), Keypair.create_from_uri(hotkey_uri)
    wallet.set_coldkey(coldkey, encrypt=False, overwrite=True)
    wallet.set_coldkeypub(coldkey, overwrite=True)
    wallet.set_hotkey(hotkey, encrypt=False, overwrite=True)
    return Account(name, coldkey.ss58_address, hotkey.ss58_address)


def development_wallets(folder):
    """Returns the wallets of the development chain's six accounts, by lower-case name."""
    return {name.lower(): wallet_of(folder, name.lower(), f"//{name}", f"//{name}//hotkey") for name in NAMES}
