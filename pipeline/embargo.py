"""What becomes of a story that may be under embargo: shown, held until its time, or passed over.

No one may see a story before its time, and everyone must at it. Whoever stores stories asks this first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from schemas import Story

State = Literal["waiting", "due", "over"]
Verdict = Literal["show", "hold", "pass"]


@dataclass(frozen=True)
class Held:
    """What is known of a story that has been under embargo.

    `order` is the version as it is compared (`order_of`). `waiting`: that version is held, and `story` is all of it;
    `due`: its time has come, and it is being sent on; `over`: nothing is held.
    """

    uri: str
    order: int
    state: State
    story: Mapping[str, Any] | None = None

    @property
    def is_silent(self) -> bool:
        """Whether no one is to be told of it when it is shown."""
        return bool(self.story and self.story.get("silent"))


def order_of(story: Story) -> int:
    """A story's version as one number: at a tie `canceled` wins."""
    return 2 * story.version + (story.pubstatus == "canceled")


def verdict(story: Story, *, held: Held | None, shown: Story | None, now: datetime) -> Verdict:
    """What becomes of a version that arrives; `shown` is the version that is stored.

    `show`: it goes the usual way, on which it may turn out to be old. `hold`: it takes the place of what is held.
    `pass`: a version that stands, or the same one that came before, says that it waits.
    """
    order = order_of(story)
    if story.pubstatus != "usable" or (shown is not None and order_of(shown) >= order):
        return "show"
    is_under = story.embargoed is not None and story.embargoed > now
    if held is None or held.order < order:
        return "hold" if is_under else "show"
    if held.state != "waiting":
        # its time has come, perhaps by another worker's clock
        return "show"
    if held.order > order:
        # what was public before the embargo stays so; what had an embargo of its own has had it moved
        return "show" if story.embargoed is None else "pass"
    if is_under:
        # a silent replay has read it anew
        return "hold" if story.silent else "pass"
    # the same version by a way that doesn't speak of the embargo doesn't lift it
    return "pass" if story.embargoed is None else "show"


def hold(story: Story, *, before: Held | None) -> Held:
    """A version as it is held. One that was held already keeps its voice, whoever has read it anew."""
    silent = before.is_silent if before is not None and before.order == order_of(story) else story.silent
    kept = story.model_copy(update={"silent": silent})
    return Held(story.uri, order_of(story), "waiting", kept.model_dump(mode="json"))


def settled(held: Held | None, shown: Story) -> Held | None:
    """What is known once a version is shown: nothing older waits any more. None where nothing changes."""
    if held is None or held.state == "over" or order_of(shown) < held.order:
        return None
    return Held(shown.uri, order_of(shown), "over")
