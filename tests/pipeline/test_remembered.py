"""What is remembered of words changes nothing: spaCy's own pipeline says the same of every token."""

import warnings
from itertools import pairwise
from unittest.mock import patch

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from pipeline.parse import DEFAULT_MODEL, Columns, Parser, embedding, words

NEWS = (
    (
        "SEOUL, Oct 24 (Reuters) - At least 3,000 North Korean soldiers are in Russia, the White House said.\n"
        "“There's no doubt,” John Kirby told reporters. “We're gonna watch it, and it ain't over.”\n\n"
        "Four civilians were hurt. It was raining; there were 1,500 more on their way, taking the total to 3,000."
    ),
    "Let's go, y'all! C'mon, they've gotta leave: it isn't theirs, and there're others who'd do so.",
    "He did what she had done. I saw it; it saw me. You know that, although others don't. But for that, no.",
    "  \n\n\t \n Headline in the Middle\n\n \tFour soldiers died.\nThat is what the May offensive may cost.\n",
    "Gao. GAO! gao? 3,000 T-72s, $5m, 10%, http://example.org/a?b and a.b@example.org",
)
PIECES = [
    "There ",
    "is ",
    "'s ",
    "gon",
    "na ",
    "got",
    "ta ",
    "let",
    "ai",
    "n't ",
    "y'",
    "all ",
    "May ",
    "may ",
    "it ",
    "I ",
]
PIECES += [
    "had ",
    "that ",
    "but ",
    "soldiers ",
    "3,000 ",
    "said",
    ".",
    "\n\n",
    " \t",
    "“",
    "”",
    "been ",
    "Kirby ",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    """The model as spaCy runs it, with our paragraphs."""
    Parser()  # it says what a paragraph is
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("muster_paragraphs", before="parser")
    return nlp


@pytest.fixture(scope="module")
def remembering() -> Parser:
    """One that forgets nothing between the tests here."""
    return Parser()


def as_spacy_says(nlp: Language, text: str) -> Columns:
    """A short text's parse, read off spaCy's tokens one by one."""
    doc = nlp(text)
    return Columns(
        [token.idx for token in doc],
        [len(token) for token in doc],
        [token.lemma_ for token in doc],
        [token.pos_ for token in doc],
        [token.tag_ for token in doc],
        [token.dep_ for token in doc],
        [token.head.i for token in doc],
        [sentence.start for sentence in doc.sents],
        [(name.start, name.end, name.label_) for name in doc.ents],
    )


@pytest.mark.parametrize("text", NEWS, ids=lambda text: text[:20].strip())
def test_news_is_parsed_as_spacy_parses_it_the_first_time_and_again(
    plain: Language, remembering: Parser, text: str
) -> None:
    expected = as_spacy_says(plain, text)
    for _ in range(2):
        (found,) = remembering.parse([text])
        assert found == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_words_that_rules_are_about_are_said_to_be_what_spacy_says(
    plain: Language, remembering: Parser, text: str
) -> None:
    (found,) = remembering.parse([text])
    assert found == as_spacy_says(plain, text)


def test_a_parser_that_has_to_forget_says_the_same() -> None:
    (expected,) = Parser().parse([" ".join(NEWS)])
    with patch.object(words, "MOST", 3), patch.object(embedding, "MOST", 3):
        forgetful = Parser()
        for _ in range(3):
            assert list(forgetful.parse([*NEWS, " ".join(NEWS)]))[-1] == expected


def test_only_rules_that_hang_on_a_word_a_tag_and_a_label_are_asked_once(plain: Language) -> None:
    assert words.Words.can_ask(plain)
    other = spacy.blank("en")
    assert not words.Words.can_ask(other), "it has no such components"
    other.add_pipe("attribute_ruler")
    other.add_pipe("lemmatizer", config={"mode": "lookup"})
    assert not words.Words.can_ask(other), "its lemmas come from elsewhere"


def test_runs_of_tokens_that_overlap_are_one() -> None:
    joined = words._joined([(0, 2), (1, 3), (3, 3), (5, 7), (7, 8)])
    assert joined == [(0, 3), (5, 7), (7, 8)]
    assert all(first[1] <= second[0] for first, second in pairwise(joined))
