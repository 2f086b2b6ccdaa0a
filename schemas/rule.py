"""Who wants to be told what."""

from typing import Annotated

from pydantic import Field

from schemas.alert import AlertKind
from schemas.base import Iso, Message
from schemas.story import Measure, Role, Status


class Rule(Message):
    """An alert passes if it fits every field that is set; an empty rule takes all that is news."""

    name: Annotated[str, Field(min_length=1)]
    kinds: tuple[AlertKind, ...] = ("new", "revised", "withdrawn")
    forces: tuple[str, ...] = Field(default=(), description="country codes or names")
    places: tuple[Iso, ...] = ()
    roles: tuple[Role, ...] = ()
    statuses: tuple[Status, ...] = ()
    measures: tuple[Measure, ...] = ()
    at_least: float | None = Field(default=None, description="the least figure")
    historic: bool = Field(default=False, description="of an earlier war or a past state too")
    unnamed: bool = Field(default=False, description="troops of a force that the story doesn't name, too")
    vague: bool = Field(default=False, description="tens of thousands, and the like, too")
