"""Every hyperparameter that the SDK 11 lets a subnet's owner set: the value that is set, and the name under which it is read."""

from bittensor import calls

from intents11 import OWNED
from sdk11 import equal

VALUES = {
    "tempo": 400,
    "immunity_period": 4_000,
    "min_allowed_weights": 2,
    "weights_version": 7,
    "activity_cutoff_factor": 13_000,
    "min_burn": 600_000,
    "max_burn": 99_000_000_000,
    "bonds_moving_avg": 800_000,
    "bonds_penalty": 30_000,
    "serving_rate_limit": 40,
    "commit_reveal_period": 2,
    "max_allowed_uids": 200,
    "burn_increase_mult": 3 << 63,
    "burn_half_life": 300,
    "adjustment_alpha": 0,
    "rho": 0,
    "max_difficulty": 0,
    "alpha_sigmoid_steepness": 900,
    "min_childkey_take": 600,
    "owner_immune_neuron_limit": 1,
    "alpha_low": 40_000,
    "alpha_high": 50_000,
    "commit_reveal_weights_enabled": True,
    "liquid_alpha_enabled": True,
    "registration_allowed": False,
    "network_pow_registration_allowed": False,
    "yuma3_enabled": True,
    "bonds_reset_enabled": True,
    "transfers_enabled": False,
    "owner_cut_enabled": False,
    "owner_cut_auto_lock_enabled": False,
}

ABSENT = {
    "epoch_consensus": ("Null", "sudo_set_epoch_consensus", "Yuma is the only consensus"),
    "collateral_lock_share": (1_000, "sudo_set_collateral_lock_share", "no collateral"),
    "collateral_drain_ratio": (1 << 64, "sudo_set_collateral_drain_ratio", "no collateral"),
}
"""What an owner cannot set here: a value, the name in the SDK's refusal, and the reason."""

SHOWN = {"yuma3_enabled": ("yuma_version", 3)}
"""Those that are read under another name, with what is read then."""


def prepare(world):
    """Takes the limit of an owner's calls away, so that the tests need not wait for it."""
    world.sudo(calls.AdminUtils.sudo_set_owner_hparam_rate_limit(epochs=0))


def put(world, name, value):
    """Sets a hyperparameter as the owner of the subnet that the tests founded."""
    world.do("set_hyperparameter", world.dave, netuid=OWNED, name=name, value=value)


def judge(world, name):
    """Sets a hyperparameter, outside of the blocks before a payout in which none may be set, and reads it."""
    if world.read("blocks_until_next_epoch", netuid=OWNED) < 15:
        world.epoch(OWNED)
    put(world, name, VALUES[name])
    shown, value = SHOWN.get(name, (name, VALUES[name]))
    equal(world.read("subnet_hyperparameters", netuid=OWNED)[shown], value)
