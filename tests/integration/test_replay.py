"""A silent replay: what an older model found is put right, and no one is paged."""

import asyncio

from typer.testing import CliRunner

from consumers import topics
from consumers.command.app import app
from consumers.settings import variable
from consumers.stored.elastic import Store
from consumers.stored.ledgers import Ledgers
from tests.integration.installation import Installation, told, until
from tests.pipeline.claims.newsroom import wire

URI = "urn:test:replayed"
ARTICLE = {
    "uri": URI,
    "text": "Norway has sent 2,400 soldiers to Estonia, the defence ministry said on Wednesday.",
    "provider": "Test Wire",
    "versioncreated": "2024-10-23T08:00:00Z",
}


def test_a_silent_replay_puts_right_what_was_found_and_tells_no_one(installation: Installation) -> None:
    as_it_was = wire(URI, "Test Wire", "08:00", "24,000 NO in EE", "500 NO killed")
    installation.publish(ARTICLE)
    with installation.worker(stages="index,watch,count,deliver", name="old"):
        installation.put(topics.STORIES, [(URI, as_it_was.model_dump_json().encode())])
        until(lambda: len(installation.look().alerts) == 2, timeout=60)
    before = installation.look()
    assert {alert.words for alert in before.alerts.values()} == {
        "24,000 Norwegian troops in Estonia",
        "500 Norwegian soldiers killed",
    }

    with installation.worker(name="new") as worker:
        installation.wait(worker)
        assert installation.look().stories == before.stories, "the same version again is nothing"
        said = replay(installation, "--silent")
        after = installation.look()
        assert list(told(after)) == list(told(before))
        assert after.stories[URI].text == ARTICLE["text"]
        ((standing, stories),) = asyncio.run(standing_figures(installation))
        assert (standing, stories) == (2_400.0, frozenset({URI}))
        assert "24,000 Norwegian troops in Estonia → 2,400 Norwegian troops to Estonia" in said
        assert "- 500 Norwegian soldiers killed" in said
        assert "1 story read again, 1 of them changed: 0 claims came, 1 went, 1 changed" in said

        again = replay(installation, "--silent")
        assert "0 of them changed" in again
        assert installation.look().stories == after.stories
        assert len(installation.messages(topics.ARTICLES)) == 3, (
            "what a replay sent is not sent again with the rest"
        )


def test_a_replay_that_is_not_silent_changes_nothing_where_nothing_was_lost(
    installation: Installation,
) -> None:
    installation.publish(ARTICLE)
    with installation.worker(name="worker") as worker:
        installation.wait(worker)
        found = installation.look()
        assert "1 story read again, 0 of them changed" in replay(installation)
        assert installation.look() == found


def replay(installation: Installation, *options: str) -> str:
    settings = installation.settings
    env = {
        variable(name): str(getattr(settings, name))
        for name in ("kafka", "elasticsearch", "prefix", "analyzer")
    }
    done = CliRunner(env=env).invoke(app, ["replay", "--since", "2024-01-01", *options])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


async def standing_figures(installation: Installation) -> set[tuple[float | None, frozenset[str]]]:
    async with Store(installation.settings) as store:
        ledgers = await Ledgers(store).read(["NO/present", "NO/killed"])
    return {
        (estimate.figure.low, frozenset(said.story for said in estimate.standing))
        for ledger in ledgers.values()
        for estimate in ledger.standing
    }
