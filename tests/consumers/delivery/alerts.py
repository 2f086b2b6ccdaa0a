"""The alerts of the schema folder, and such with other words in them."""

from typing import Any

from schemas import Alert
from schemas.published import examples


def alert(kind: str = "new", **changes: Any) -> Alert:
    """The example of a kind; `claim` and `found` are changes to what it is about, the rest to the alert itself."""
    found = Alert.model_validate_json(examples("alert")[f"alert-{kind}.json"])
    inner: dict[str, Any] = {
        part: getattr(found, part).model_copy(update=changes.pop(part))
        for part in ("claim", "found")
        if part in changes
    }
    return found.model_copy(update={**changes, **inner})
