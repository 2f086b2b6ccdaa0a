"""What is wrong with a mark, in one line."""

from pydantic import ValidationError

from consumers.desk.errors import Refused

_REFUSED = 422


def refused(error: ValueError) -> Refused:
    """A fault of a label or a verdict as the desk says it."""
    if not isinstance(error, ValidationError):
        return Refused(str(error), status=_REFUSED)
    fault = error.errors(include_url=False)[0]
    said = fault["msg"].removeprefix("Value error, ")
    where = str(fault["loc"][-1]) if fault["loc"] else ""
    return Refused(f"{where}: {said}" if where else said, status=_REFUSED)
