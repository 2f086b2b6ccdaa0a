"""The rooms of the desk: the list at the top of each page, and the modules behind it. A new page is a line here."""

from importlib import import_module
from typing import Final, NamedTuple

from fastapi import APIRouter


class Room(NamedTuple):
    """An entry of the list at the top."""

    name: str
    path: str


ROOMS: Final = (
    Room("Search", "/"),
    Room("Quotes", "/quotes"),
    Room("Counts", "/counts"),
    Room("Alerts", "/alerts"),
    Room("Rules", "/rules"),
)

MODULES: Final = (
    "consumers.desk.pages.health",
    "consumers.desk.pages.counts",
    "consumers.desk.api.counts",
    "consumers.desk.pages.quotes",
    "consumers.desk.api.quotes",
    "consumers.desk.pages.alerts",
    "consumers.desk.api.alerts",
    "consumers.desk.pages.rules",
    "consumers.desk.api.rules",
    "consumers.desk.pages.feedback",
    "consumers.desk.api.feedback",
    "consumers.desk.pages.dead_letters",
    "consumers.desk.api.dead_letters",
    "consumers.desk.pages.sign_in",
    "consumers.desk.pages.search",
    "consumers.desk.pages.story",
    "consumers.desk.api.stories",
)


def routers() -> list[APIRouter]:
    """The `router` of each module, in order. They import this package, so they are imported when asked for."""
    return [import_module(name).router for name in MODULES]
