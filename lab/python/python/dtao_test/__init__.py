"""Fixtures for tests against a dTAO node: one node a session, a clean chain for every test.

>>> def test_a_transfer(chain):                                    # doctest: +SKIP
...     alice, bob = chain.alice, chain.bob
...     chain.call(alice, "Balances.transfer_keep_alive", dest=bob.address, value=1_000_000_000)
...     assert chain.balance(bob) == 100_001 * TAO

The module is a plugin of pytest, `dtao_test.plugin`; its fixtures are `chain`, `subtensor`, `dtao_node` and `dtao_nodes`.
`Node` and `Chain` are for programs without pytest, too. Nothing of it needs the compiled part of the lab.
"""

from ._accounts import TAO, Account, rao
from ._chain import Chain, Event, Outcome
from ._errors import CallError, DtaoTestError, NodeError, RpcError
from ._node import Node, find_binary

__all__ = [
    "TAO",
    "Account",
    "CallError",
    "Chain",
    "DtaoTestError",
    "Event",
    "Node",
    "NodeError",
    "Outcome",
    "RpcError",
    "find_binary",
    "rao",
]
