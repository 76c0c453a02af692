"""Every intent of the SDK 11, in the order in which they are executed on one chain, each judged by the state after it.

The modules that hold the steps register them here by importing `intent`.
"""

from intent_steps import INTENTS, OWNED, add_proxy_of  # noqa: F401  for the tests

import intents11_accounts  # noqa: F401  registers steps
import intents11_money  # noqa: F401  registers steps
import intents11_subnets  # noqa: F401  registers steps

CROWDLOAN = ("Crowdloan", "crowdloans")
BASKETS = "trading of root's claims: they are a view"

LOAN = lambda w: {"crowdloan_id": 0}

ABSENT = {
    "stake_into_basket": (lambda w: {"hotkey_ss58": w.bob.hot, "amount_tao": "1"}, "stake_into_basket", BASKETS),
    "swap_basket": (
        lambda w: {"hotkey_ss58": w.dave.hot, "origin_netuid": 1, "dest_netuid": 2, "amount": "1"}, "swap_basket", BASKETS,
    ),
    "swap_basket_many": (
        lambda w: {"hotkey_ss58": w.dave.hot, "legs": [
            {"origin_netuid": 1, "dest_netuid": 2, "amount": "1", "min_amount_out": "0"},
        ]},
        "swap_basket_many", BASKETS,
    ),
    "add_collateral": (lambda w: {"netuid": 1, "amount_alpha": "1"}, "add_collateral", "collateral of miners"),
    "set_min_collateral": (lambda w: {"netuid": 1, "min_alpha": "1"}, "set_min_collateral", "collateral of miners"),
    "pow_register": (
        lambda w: {"netuid": 1, "work_block": 1, "nonce": 1, "work_hex": "00" * 32}, "pow_register", "registration by proof of work",
    ),
    "associate_evm_key": (
        lambda w: {"netuid": 1, "evm_key": "0x" + "11" * 20, "block_number": 1, "signature": "0x" + "22" * 65},
        "associate_evm_key", "the EVM",
    ),
    "evm_withdraw": (lambda w: {"amount_tao": "1"}, "EVM", "the EVM"),
    "set_mechanism_count": (lambda w: {"netuid": OWNED, "mechanism_count": 2}, "sudo_set_mechanism_count", "one mechanism in a subnet"),
    "trim_null_subnet_batch": (lambda w: {"netuid": OWNED, "target": 1}, "sudo_trim_null_uids_batch", "Yuma is the only consensus"),
    "create_crowdloan": (
        lambda w: {"deposit_tao": "10", "min_contribution_tao": "1", "cap_tao": "100", "end": 10_000, "target_ss58": w.bob.cold}, *CROWDLOAN,
    ),
    "contribute_crowdloan": (lambda w: LOAN(w) | {"amount_tao": "1"}, *CROWDLOAN),
    "withdraw_crowdloan": (LOAN, *CROWDLOAN),
    "finalize_crowdloan": (LOAN, *CROWDLOAN),
    "refund_crowdloan": (LOAN, *CROWDLOAN),
    "dissolve_crowdloan": (LOAN, *CROWDLOAN),
    "set_crowdloan_max_contribution": (lambda w: LOAN(w) | {"new_max_contribution_tao": "5"}, *CROWDLOAN),
    "update_crowdloan_cap": (lambda w: LOAN(w) | {"new_cap_tao": "5"}, *CROWDLOAN),
    "update_crowdloan_end": (lambda w: LOAN(w) | {"new_end": 20_000}, *CROWDLOAN),
    "update_crowdloan_min_contribution": (lambda w: LOAN(w) | {"new_min_contribution_tao": "2"}, *CROWDLOAN),
    "register_leased_network": (lambda w: {"emissions_share": 10}, "register_leased_network", "leased subnets"),
    "terminate_lease": (lambda w: {"lease_id": 0}, "terminate_lease", "leased subnets"),
}
"""Intents that this chain does not have: arguments, the name in the SDK's refusal, and what is absent."""

PROXY_TYPES = (
    "Any", "Owner", "NonCritical", "NonTransfer", "NonFungible", "Staking", "Registration", "Transfer", "SmallTransfer", "ChildKeys",
    "SwapHotkey", "RootClaim",
)

ABSENT_PROXY_TYPES = {
    "Senate": "gone from the network",
    "Triumvirate": "gone from the network",
    "Governance": "gone from the network",
    "RootWeights": "gone from the network",
    "SudoUncheckedSetCode": "root calls by itself",
    "SubnetLeaseBeneficiary": "no leased subnets",
    "BasketTrading": "no trading of root's claims",
}
