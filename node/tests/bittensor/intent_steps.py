"""Registers the steps of `intents11`, by the names of the intents."""

INTENTS = {}
"""Steps by the names of intents, in the order in which they run."""

OWNED = 4
"""The subnet that Dave founds, and owns from then on."""


def intent(name):
    """Registers a function of the world as the step of an intent."""
    def register(step):
        if name in INTENTS:
            raise ValueError(f"{name} has two steps")
        INTENTS[name] = step
        return step
    return register


def add_proxy_of(world, kind):
    """Adds a proxy of a type, and checks that it is stored."""
    before = len(world.state.proxies(world.charlie.cold))
    world.do("add_proxy", world.charlie, delegate_ss58=world.bob.cold, proxy_type=kind)
    if len(world.state.proxies(world.charlie.cold)) != before + 1:
        raise AssertionError(f"no proxy of type {kind} was added")
