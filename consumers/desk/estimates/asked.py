"""Which figures are asked for: the query of the Counts page and of its calls."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.chart.scale import ScaleKind
from schemas import Measure, Role

SortBy = Literal["said", "figure", "words", "source", "place", "origins", "state"]

ALL: Literal["all"] = "all"

_NAME = r"^[^\x00-\x1f\x7f]*$"


class Asked(BaseModel):
    """A force, a place, a role; whatever is left out is the fullest choice."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    force: str = Field(
        default="", max_length=200, pattern=_NAME, description="a country's code or name, or a group's name"
    )
    place: str = Field(
        default="", max_length=200, pattern=_NAME, description="a country's code or name; empty: anywhere"
    )
    role: Role | Literal["all"] = Field(default="present", description="doing what")
    measure: Measure | Literal["all"] = Field(default="total", description="in all, more, or part of them")
    unplaced: bool = Field(default=False, description="with a place: figures that name no place too")
    historic: bool = Field(default=False, description="figures of earlier wars too")
    scale: ScaleKind | Literal["auto"] = Field(default="auto", description="of the chart")
    sort: SortBy = Field(default="said", description="what the estimates are sorted by")
    falling: bool = Field(default=True, description="the latest, highest or last first")


TheAsked = Annotated[Asked, Query()]
