"""Writes `_methods.pyi`: every call of the runtime with its types, for editors and type checkers.

Run it when the runtime's calls have changed: ``python stubs.py > python/dtao_lab/_methods.pyi``. A test compares the two.
"""

from __future__ import annotations

import keyword
import re
import textwrap

from dtao_lab._methods import Description, by_name, described

HEAD = '''"""Every call of the runtime as a method, by its name in the metadata. Written by stubs.py."""

from typing import Any, Callable, Generic, Iterable, Mapping, NamedTuple, Sequence, TypeVar

from ._amount import Account, AmountLike
from ._call import Call

R = TypeVar("R")

class Description(NamedTuple):
    """A call as the metadata describes it."""

    pallet: str
    call: str
    arguments: list[tuple[str, str, bool]]
    docs: str
    @property
    def name(self) -> str: ...

def described() -> dict[str, dict[str, Description]]: ...
def by_name() -> dict[str, list[Description]]: ...
def find(name: str) -> Description: ...
'''

NUMBER = re.compile(r"[ui](8|16|32|64|128)|NetUid|BlockNumberFor<T>|T::Nonce|PolicyId|RoundNumber")
ACCOUNT = re.compile(r"T::AccountId|AccountIdLookupOf<T>|.*::Source")


def python_type(declared: str) -> str:
    """Returns the Python type of what the runtime's source calls so."""
    kind = declared.replace(" ", "")
    if inner := re.fullmatch(r"Option<(.*)>", kind):
        return python_type(inner[1]) + " | None"
    if inner := re.fullmatch(r"(?:Compact|Box)<(.*)>", kind):
        return python_type(inner[1])
    if re.fullmatch(r"(Vec|BoundedVec)<u8(,.*)?>|\[u8;\d+\]|T::Hash|Vec<u8>", kind):
        return "str | bytes"
    if inner := re.fullmatch(r"(?:Vec|BTreeSet)<(.*)>", kind):
        return f"Iterable[{python_type(inner[1])}]"
    if "RuntimeCall" in kind or kind.endswith("::Call"):
        return "Call"
    if "Balance" in kind:
        return "AmountLike"
    if ACCOUNT.fullmatch(kind):
        return "Account"
    if NUMBER.fullmatch(kind):
        return "int"
    return {"bool": "bool"}.get(kind, "Any")


def method(call: Description) -> str:
    """Writes the stub of a call."""
    arguments = [
        f"{name}: {python_type(kind)}" + (" = None" if optional else "") for name, kind, optional in call.arguments
    ]
    keywords = f", *, {', '.join(arguments)}" if arguments else ""
    first = re.sub(r"\s+", " ", call.docs.split("\n\n")[0]).replace("\\", "\\\\").replace('"""', "'''") or call.name
    docs = "\n    ".join(textwrap.wrap(f'"""{first.rstrip(chr(34))}"""', 120, break_long_words=False))
    return f"def {call.call}(self, signer: str | None = None, /{keywords}) -> R:\n    {docs}\n"


def usable(call: Description) -> bool:
    """Returns ``True`` if Python can write the names."""
    names = [call.call, *(name for name, _, _ in call.arguments)]
    return all(name.isidentifier() and not keyword.iskeyword(name) for name in names)


def stubs() -> str:
    """Returns the text of `_methods.pyi`."""
    parts = [HEAD]
    for pallet, calls in described().items():
        methods = "".join(method(call) for call in calls.values() if usable(call))
        parts.append(f'\nclass {pallet}(Generic[R]):\n    """The calls of the pallet."""\n\n{textwrap.indent(methods, "    ")}')
    unique = [calls[0] for calls in by_name().values() if len(calls) == 1]
    parts.append('\nclass CallMethods(Generic[R]):\n    """Every call of the runtime as a method."""\n\n')
    parts += [f"    @property\n    def {pallet}(self) -> {pallet}[R]: ...\n" for pallet in described()]
    parts += [textwrap.indent(method(call), "    ") for call in unique if usable(call)]
    return "".join(parts)


if __name__ == "__main__":
    print(stubs(), end="")
