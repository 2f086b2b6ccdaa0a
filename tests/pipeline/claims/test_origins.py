"""Stories, and how many of them are anyone's own."""

from pipeline.claims import Said, play
from pipeline.claims.origins import origins, stories
from schemas import Rule, Story
from tests.pipeline.claims.newsroom import wire

FIGURE = "3,000 KP in RU"


def claims(*told: Story) -> list[Said]:
    ledger = play(told, (Rule(name="everyone"),)).ledgers["KP/present"]
    return [said for estimate in ledger.standing for said in estimate.standing]


def test_no_claims_have_no_origin() -> None:
    assert origins([]) == 0


def test_copies_are_one_origin_and_own_reports_are_others() -> None:
    said = claims(
        wire("a", "AFP", "08:00", FIGURE),
        *(wire(f"copy{n}", f"Outlet {n}", "08:30", FIGURE, body="a") for n in range(9)),
        wire("b", "Reuters", "09:00", FIGURE),
        wire("b2", "Reuters", "09:30", FIGURE),
    )
    assert (stories(said), origins(said)) == (12, 2)


def test_two_groups_become_one_by_a_story_that_is_of_both() -> None:
    """One provider copies an agency, and has a report of its own that another outlet copies."""
    apart = (wire("a", "AFP", "08:00", FIGURE), wire("b", "Outlet", "08:30", FIGURE, body="its own"))
    both = (
        wire("c", "Daily", "09:00", FIGURE, body="its own"),
        wire("d", "Daily", "09:30", FIGURE, body="a"),
    )
    assert origins(claims(*apart)) == 2
    assert origins(claims(*apart, *both)) == 1


def test_a_flash_is_an_origin_only_where_there_is_no_other() -> None:
    flash = wire("flash", "AFP", "08:00", FIGURE).model_copy(update={"signature": None})
    assert origins(claims(flash)) == 1
    assert origins(claims(flash, wire("b", "Reuters", "09:00", FIGURE))) == 1


def test_a_story_that_says_it_twice_is_one_story() -> None:
    said = claims(wire("a", None, "08:00", FIGURE, FIGURE))
    assert (len(said), stories(said), origins(said)) == (2, 1, 1)
