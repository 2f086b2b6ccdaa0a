"""Figures in words."""

import pytest

from pipeline.claims import words
from pipeline.claims.words import revision
from tests.pipeline.claims.newsroom import figure


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("at least 3,000 KP in RU", "at least 3,000 North Korean troops in Russia"),
        ("about 500 UA killed", "about 500 Ukrainian soldiers killed"),
        ("1,500 more KP in RU", "1,500 more North Korean troops in Russia"),
        ("3,000-5,000 KP in RU", "between 3,000 and 5,000 North Korean troops in Russia"),
        ("planned 10,000 KP to RU", "planned: 10,000 North Korean troops to Russia"),
        ("hypothetical 20,000 GB mobilised", "hypothetical: 20,000 British soldiers mobilised"),
        ("denied 3,000 KP in RU", "denied: 3,000 North Korean troops in Russia"),
        ("more than 1,000 US wounded", "more than 1,000 US soldiers wounded"),
        ("at most 20 FR captured in UA", "at most 20 French soldiers captured in Ukraine"),
        ("fewer than 20 FR missing", "fewer than 20 French soldiers missing"),
        ("500 of the KP in RU", "500 of the North Korean troops in Russia"),
        ("5,000 RU casualties in UA", "5,000 Russian soldiers killed or wounded in Ukraine"),
        ("20,000 UA trained in GB", "20,000 Ukrainian soldiers trained in the United Kingdom"),
        ("2,000 US withdrawn in DE", "2,000 US troops withdrawn from Germany"),
        ("3,000 US in RO, PL, DE", "3,000 US troops in Romania, Poland and Germany"),
        ("1 IL killed", "1 Israeli soldier killed"),
        ("vaguely 10,000 RU killed", "tens of thousands of Russian soldiers killed"),
        ("vaguely 1,000 more RU", "thousands more Russian troops"),
        ("vaguely 70 RU", "some 70 Russian troops"),
        ("25,000 Wagner in UA", "25,000 Wagner troops in Ukraine"),
        ("400 troops in Kursk:RU", "400 troops in Kursk"),
        ("historic 3,000 KP", "3,000 North Korean troops (historic)"),
    ],
)
def test_words(written: str, said: str) -> None:
    assert words(figure(written)) == said


def test_a_revision_says_what_it_was() -> None:
    later, standing = figure("at least 3,100 NO in EE"), figure("at least 2,400 NO in EE")
    assert (
        revision(later, standing, "up")
        == "at least 3,100 Norwegian troops in Estonia, up from at least 2,400"
    )
