"""The one exception that leaves this package."""


class ServersError(Exception):
    """The local servers can't do what was asked: one clear line that says what, where, and what to do."""
