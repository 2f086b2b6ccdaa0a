"""The table "What must happen" on real servers, where the seeds don't show it. The seeds are in test_demo."""

from tests.integration.installation import Installation, soldiers, told


def test_ten_copies_at_once_are_ten_stories_one_origin_and_one_alert(installation: Installation) -> None:
    body = (
        "Norway has sent 2,400 soldiers to Estonia, the defence ministry said on Monday.\n"
        "They will train with local units until spring, and live in barracks that were enlarged this year.\n"
        "The first of them came by ship to Paldiski, and the rest are expected by rail before the week is out.\n"
        "Nobody in the town had been told of it, its mayor said, but nobody was surprised either."
    )
    copies = [
        soldiers(f"urn:test:copy-{i}", 0, provider=f"Outlet {i}", text=body.replace("Monday", day))
        for i, day in enumerate(["Monday"] * 5 + ["Nov. 16"] * 5)
    ]
    with installation.worker() as worker:
        installation.publish(*copies)
        installation.wait(worker)
        found = installation.look()

    assert len(found.stories) == 10
    assert len(found.alerts) == 1
    assert found.alerts.popitem()[1].kind == "new"


def test_a_withheld_story_is_out_of_search_and_its_figure_is_withdrawn_until_it_is_usable_again(
    installation: Installation,
) -> None:
    story = soldiers("urn:test:withheld", 2_400)
    held = {**story, "pubstatus": "withheld", "versioncreated": "2026-11-16T07:00:00Z"}
    again = {**story, "versioncreated": "2026-11-16T08:00:00Z"}
    with installation.worker() as worker:
        seen = []
        for version in (story, held, again):
            installation.publish(version)
            installation.wait(worker)
            found = installation.look()
            seen.append((len(found.searchable), [kind for kind, _ in told(found)]))

    assert [searchable for searchable, _ in seen] == [1, 0, 1]
    assert seen[0][1] == ["new"]
    assert seen[1][1] == ["new", "withdrawn"]
    assert seen[2][1] == ["new", "new", "withdrawn"]
    assert found.stories["urn:test:withheld"].text == story["text"]


def test_a_kill_before_its_original_keeps_the_original_out(installation: Installation) -> None:
    story = soldiers("urn:test:killed", 2_400)
    kill = {"uri": story["uri"], "pubstatus": "canceled", "versioncreated": "2026-11-16T07:00:00Z"}
    with installation.worker() as worker:
        installation.publish(kill)
        installation.wait(worker)
        installation.publish(story)
        installation.wait(worker)
        found = installation.look()

    assert not found.searchable
    assert not found.alerts
    assert found.stories["urn:test:killed"].pubstatus == "canceled"
    assert found.stories["urn:test:killed"].text == ""


def test_a_kill_with_the_version_of_what_it_kills_wins(installation: Installation) -> None:
    story = soldiers("urn:test:tie", 2_400)
    kill = {**story, "pubstatus": "canceled"}
    with installation.worker() as worker:
        installation.publish(story, kill, story)
        installation.wait(worker)
        found = installation.look()

    assert not found.searchable
    assert [kind for kind, _ in told(found)] == ["new", "withdrawn"]


def test_an_article_without_a_version_takes_the_time_of_its_record(installation: Installation) -> None:
    article = {"uri": "urn:test:unversioned", "text": "Rain is expected in Oslo."}
    with installation.worker() as worker:
        installation.publish(article)
        installation.wait(worker)
        first = installation.look().stories["urn:test:unversioned"]
        installation.publish({**article, "text": "Snow is expected in Oslo."})
        installation.wait(worker)
        second = installation.look().stories["urn:test:unversioned"]

    assert 0 < first.version < second.version
    assert second.text == "Snow is expected in Oslo."


def test_stages_in_workers_of_their_own_do_the_same(installation: Installation) -> None:
    stories = [soldiers(f"urn:test:{i}", 1_000 + i, hour=6 + i) for i in range(6)]
    with (
        installation.worker(stages="parse,entities", name="one"),
        installation.worker(stages="quotes,numbers,index,watch,count,deliver", name="two") as worker,
    ):
        installation.publish(*stories)
        installation.wait(worker)
        found = installation.look()

    assert len(found.stories) == 6
    assert found.alerts
    assert not found.dead_letters


def test_a_story_of_many_numbers_is_kept_or_dead_lettered_but_holds_nobody_up(
    installation: Installation,
) -> None:
    table = " ".join(str(1_000 + i) + " tonnes," for i in range(20_000))
    endless = {"uri": "urn:test:endless", "text": "x" * 1_000_000}
    numbers = {"uri": "urn:test:numbers", "text": table}
    with installation.worker() as worker:
        installation.publish(numbers, endless, soldiers("urn:test:after", 2_400))
        installation.wait(worker)
        found = installation.look()

    assert "urn:test:after" in found.stories
    assert "urn:test:endless" in found.stories
    kept = found.stories.get("urn:test:numbers")
    given_up = [letter for letter in found.dead_letters.values() if letter.key == b"urn:test:numbers"]
    assert (kept is not None) != bool(given_up)
