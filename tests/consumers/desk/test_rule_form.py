"""A rule in a form, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import ImmutableMultiDict

from consumers.desk.rulebook.form import Filled, asked, faults, meant, sent, shown
from consumers.rules import written
from schemas import Quiet, Rule

RULES = st.builds(
    Rule,
    name=st.sampled_from(["Baltic", 'what\'s "this"?', "a, b"]),
    kinds=st.sampled_from([("new", "revised", "withdrawn"), ("corroborated",)]),
    forces=st.sampled_from([(), ("KP", "Wagner")]),
    places=st.sampled_from([(), ("RU", "NO")]),
    roles=st.sampled_from([(), ("killed", "present")]),
    statuses=st.sampled_from([(), ("planned",)]),
    measures=st.sampled_from([(), ("total", "part")]),
    at_least=st.sampled_from([None, 0.0, 1_000.0, 1_234.5]),
    least_change=st.sampled_from([None, 0.1, 0.25]),
    providers=st.sampled_from([(), ("Example, Inc.", "Test Wire")]),
    search=st.sampled_from([None, '"Narva bridge" | crossing']),
    historic=st.booleans(),
    unnamed=st.booleans(),
    vague=st.booleans(),
    to=st.sampled_from([(), ("desk", "duty-officer")]),
    digest=st.sampled_from([None, "daily"]),
    quiet=st.sampled_from([None, Quiet(start="22:00", end="06:30", zone="Europe/Berlin")]),
    paused=st.booleans(),
)


def as_sent(filled: Filled) -> ImmutableMultiDict[str, str]:
    """What a browser sends of a form: what is ticked, and the text of all else."""
    pairs: list[tuple[str, str]] = []
    for name, value in filled.values.items():
        if isinstance(value, tuple):
            pairs += [(name, one) for one in value]
        elif isinstance(value, bool):
            pairs += [(name, "true")] if value else []
        else:
            pairs.append((name, value.replace("\n", "\r\n")))
    return ImmutableMultiDict(pairs)


@given(RULES)
def test_a_rule_that_is_shown_and_sent_unchanged_is_the_same_rule(rule: Rule) -> None:
    assert meant(sent(as_sent(shown(rule)))) == rule


def test_countries_may_be_named_with_commas_between_them_or_one_a_line() -> None:
    form = ImmutableMultiDict(
        [("name", "a"), ("kinds", "new"), ("places", "Estonia, latvia\nLT"), ("forces", "Russia")]
    )
    rule = meant(sent(form))
    assert (rule.places, rule.forces) == (("EE", "LV", "LT"), ("RU",))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "is missing"),
        ("places", "Kursk", "is in Russia"),
        ("at_least", "many", "is no number"),
        ("least_change", "10", "would be 1000%"),
        ("quiet", "at night", "are no hours"),
        ("search", "(" * 30, "brackets open"),
        ("roles", "sleeping", "no role is called"),
        ("digest", "yearly", "no digest is called"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(field: str, value: str, said: str) -> None:
    pairs = [("name", "a"), ("kinds", "new")]
    form = ImmutableMultiDict([*(pair for pair in pairs if pair[0] != field), (field, value)])
    with pytest.raises(written.Miswritten) as error:
        meant(sent(form))
    assert said in faults(error.value)[field]


def test_what_is_wrong_with_all_of_it_is_said_of_no_field() -> None:
    form = ImmutableMultiDict([("name", "a"), ("kinds", "new"), ("watch", "stories")])
    with pytest.raises(written.Miswritten) as error:
        meant(sent(form))
    assert faults(error.value) == {"": "a rule that watches stories needs a search"}


def test_a_rule_without_a_kind_would_take_nothing() -> None:
    with pytest.raises(written.Miswritten, match="tick one"):
        meant(sent(ImmutableMultiDict([("name", "a")])))


def test_a_form_comes_filled_in_from_a_search() -> None:
    filled = asked(
        ImmutableMultiDict([("search", "bridge"), ("force", "KP"), ("force", "RU"), ("at_least", "1000")])
    )
    assert filled.values["search"] == "bridge"
    assert filled.values["forces"] == "KP\nRU"
    assert filled.values["kinds"] == ("new", "revised", "withdrawn")
    assert filled.values["historic"] is False
    assert filled.values["name"] == ""
