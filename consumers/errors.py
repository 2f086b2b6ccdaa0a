"""What can go wrong between Muster and the world.

MusterError              one clear line: what, where, what to do
├── Unavailable          a server is away or busy: wait, and do it again
├── Unreadable           this message can't be read: dead letter, go on
└── TooManyDeadLetters   this worker can't be trusted: stop it
"""


class MusterError(Exception):
    """The message is for the person who runs Muster, who needs no traceback."""


class Unavailable(MusterError):
    """A server is away, busy or has moved on; the same attempt may succeed later."""


class Unreadable(MusterError):
    """A message is not what its topic promises; no later attempt will succeed."""


class TooManyDeadLetters(MusterError):
    """So much is unreadable that the fault is more likely here than there."""
