"""What the desk says no to."""

from typing import Final

from consumers.errors import MusterError


class Refused(MusterError):
    """Whoever asks has asked for something that can't be; the message tells them what, in one line."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Busy(Refused):
    """Others are at it; in a moment there is room."""

    STATUS: Final = 503

    def __init__(self, message: str) -> None:
        super().__init__(message, status=self.STATUS)


class NotFound(Refused):
    """There is no such thing."""

    def __init__(self, message: str) -> None:
        super().__init__(message, status=404)
