"""Amounts of TAO and alpha."""

from __future__ import annotations

from decimal import Decimal
from typing import Union

RAO = 10**9
"""The number of rao of a TAO or an alpha."""


class Amount(float):
    """An amount of TAO or alpha: a number of whole units, with the exact number of rao in `rao`.

    It computes as any number, and the result is a plain ``float``. Given to a call as it is, it is exact.
    """

    __slots__ = ("rao",)

    rao: int
    """The amount in rao, exactly."""

    def __new__(cls, rao: int) -> Amount:
        """Makes an amount of this many rao."""
        amount = super().__new__(cls, rao / RAO)
        amount.rao = int(rao)
        return amount

    def __reduce__(self) -> tuple[type[Amount], tuple[int]]:
        """Pickles the amount."""
        return type(self), (self.rao,)

    def __repr__(self) -> str:
        """Writes the amount with all its decimals."""
        sign, rao = ("-", -self.rao) if self.rao < 0 else ("", self.rao)
        whole, part = divmod(rao, RAO)
        decimals = f"{part:09}".rstrip("0") or "0"
        return f"{sign}{whole}.{decimals}"

    __str__ = __repr__


def rao(number: int) -> Amount:
    """Returns an amount of this many rao, for a call: ``amount_staked=rao(500)``."""
    return Amount(number)


AmountLike = Union[int, float, Decimal, str]
"""What a call takes as an amount: a number of TAO or alpha, an `Amount`, or a text such as ``"500 rao"`` or ``"all"``.

A ``float`` is rounded to whole rao; a ``Decimal`` with more than nine decimals is refused."""

Account = str
"""An address, or a secret such as ``//Alice``."""
