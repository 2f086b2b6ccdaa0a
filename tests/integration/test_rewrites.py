"""Rewrites on real servers: the desk shows the rewrite with what it was made from under it, whichever comes first,
and the parent again once the rewrite is killed."""

from typing import Any

from consumers.desk.search.language import understood
from consumers.desk.search.query import Order
from consumers.desk.search.results import Results, find
from consumers.stored.elastic import Store
from tests.integration.installation import Installation

STORM = "A storm tore the roofs from forty houses in Mandal on Sunday night, the fire brigade said, and closed the harbour."
WATER = "Water rose to the first floor in Mandal before dawn, and two hundred people were brought to the school by boat."
CALM = "The wind has dropped in Mandal. Electricians are at work, the mayor told reporters, and the ferry sails again."


def lead(uri: str, text: str, minute: int, **more: Any) -> dict[str, Any]:
    return {
        "uri": uri,
        "headline": f"Mandal: {uri}",
        "text": text,
        "provider": "Test Wire",
        "published": "2026-11-16T06:00:00Z",
        "versioncreated": f"2026-11-16T06:{minute:02}:00Z",
        **more,
    }


def searched(installation: Installation, words: str, by: Order = "best") -> list[tuple[str, int]]:
    """What the desk lists, each with how many are folded under it."""

    async def ask(store: Store) -> Results:
        return await find(store, understood(words), by=by)

    return [(hit.uri, hit.copies) for hit in installation.ask(ask).hits]


def places(installation: Installation, *uris: str) -> dict[str, tuple[str, str | None]]:
    """The first story of each story's cluster, and its rewrite."""

    async def ask(store: Store) -> dict[str, tuple[str, str | None]]:
        documents = await store.read("stories-all", uris)
        return {
            uri: (document.source["origin"], document.source.get("superseded_by"))
            for uri, document in documents.items()
        }

    return installation.ask(ask)


def test_a_rewrite_stands_for_its_parents_until_it_is_killed(installation: Installation) -> None:
    flash = lead("urn:flash", "", 1, headline="Storm in Mandal")
    storm = lead("urn:storm", STORM, 5, evolvedfrom="urn:flash")
    copy = lead("urn:copy", STORM, 6, provider="Other", published="2026-11-16T06:06:00Z")
    water = lead("urn:water", WATER, 20, evolvedfrom="urn:storm")
    calm = lead("urn:calm", CALM, 40, evolvedfrom="urn:water", published="2026-11-16T06:40:00Z")
    every = ("urn:flash", "urn:storm", "urn:copy", "urn:water", "urn:calm")
    with installation.worker() as worker:
        # the last comes first
        installation.publish(calm)
        installation.wait(worker)
        installation.publish(storm, copy)
        installation.wait(worker)
        installation.publish(flash)
        installation.wait(worker)
        installation.publish(water)
        installation.wait(worker)
        installation.look()
        assert places(installation, *every) == {
            "urn:flash": ("urn:flash", "urn:storm"),
            "urn:storm": ("urn:flash", "urn:water"),
            "urn:copy": ("urn:flash", None),
            "urn:water": ("urn:flash", "urn:calm"),
            "urn:calm": ("urn:flash", None),
        }
        assert searched(installation, "Mandal", "newest") == [("urn:calm", 4)]
        # of those that a search finds, one that is not rewritten stands for all; what only a parent says is found
        assert searched(installation, "Mandal -fire") == [("urn:calm", 2)]
        assert searched(installation, "boat") == [("urn:water", 0)]

        installation.publish(
            {"uri": "urn:calm", "pubstatus": "canceled", "versioncreated": "2026-11-16T07:00:00Z"}
        )
        installation.wait(worker)
        assert places(installation, "urn:water") == {"urn:water": ("urn:flash", None)}
        installation.look()
        assert searched(installation, "Mandal -fire") == [("urn:water", 1)]

        # a version that is no rewrite any more gives its parent back too
        installation.publish(lead("urn:water", WATER, 50))
        installation.wait(worker)
        assert places(installation, "urn:storm")["urn:storm"][1] is None
        found = installation.look()
    assert not found.alerts
    assert not found.dead_letters
