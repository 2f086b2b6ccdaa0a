"""Signatures: what is a copy and what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.copies import bands, is_copy, signature, similarity
from pipeline.copies.signature import Sketches

WIRE = (
    "At least 3,000 soldiers have arrived at the port, the ministry said on Wednesday, and are being taken by rail"
    " to three training grounds in the east. They came on four ships over two weeks in October. The ministry"
    " showed pictures that it said were taken at the quay and at one of the camps. A spokesman for the fleet would"
    " neither confirm nor deny it. Neighbouring states called for an urgent meeting of the council."
)
OTHER = (
    "Satellite images show tents for thousands of recruits on a field outside the garrison town, according to a"
    " research group in the capital that has followed the build-up since spring. Farmers nearby speak of lorries at"
    " night and of shops that ran out of bread. The general staff would not comment on the images, which it called"
    " a matter for the courts, and the governor could not be reached by telephone on Wednesday evening."
)


def sign(text: str) -> str:
    made = signature(text)
    assert made is not None
    return made


def test_signatures_stay_what_they_were() -> None:
    """Those that are stored were made by other versions of Python, of rensa and of this file."""
    assert sign(WIRE)[:44] == "IUsAAACSXY91n12LP25wtUo1ZAmpM87cgpP90d/iOK9+"
    assert len(sign(WIRE)) == 348


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.upper(),
        WIRE.replace(". ", ".\n\n").replace("'", "’"),
        "Advertisement\n\n" + WIRE + "\n\nSign up for our newsletter",
        WIRE.replace("the ministry said", "officials said").replace("urgent", "immediate"),
        WIRE.replace("3,000", "10,000"),
        WIRE[: len(WIRE) * 2 // 3],
        WIRE + " " + OTHER[:200],
    ],
    ids=["capitals", "paragraphs", "furniture", "words", "figure", "cut", "added to"],
)
def test_a_copy_lightly_edited(copy: str) -> None:
    assert is_copy(sign(WIRE), sign(copy))
    assert is_copy(sign(copy), sign(WIRE))
    assert set(bands(sign(WIRE))) & set(bands(sign(copy)))


def test_another_report_is_no_copy() -> None:
    assert not is_copy(sign(WIRE), sign(OTHER))
    assert similarity(sign(WIRE), sign(OTHER)) < 0.1


def test_a_flash_is_no_copy_of_everything() -> None:
    flash = sign("At least 3,000 soldiers have arrived at the port, the ministry said")
    assert not is_copy(flash, sign(WIRE))
    assert not is_copy(flash, sign("At least 500 recruits have left the camp, the ministry said"))
    assert is_copy(flash, sign("AT LEAST 3,000 SOLDIERS HAVE ARRIVED AT THE PORT, THE MINISTRY SAID"))


@pytest.mark.parametrize(
    "text", ["", " \n", "!!!", "Breaking news: more soon", "one two three four five six seven"]
)
def test_a_text_too_short_to_tell_has_no_signature_and_is_no_copy(text: str) -> None:
    assert signature(text) is None
    assert not is_copy(signature(text), signature(text))
    assert not is_copy(signature(text), sign(WIRE))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_wholly_like_itself(text: str) -> None:
    made = signature(text)
    if made is not None:
        assert similarity(made, made) == 1.0
        assert len(bands(made)) == len(set(bands(made))) == 64


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="not a signature"):
        similarity(sign(WIRE), "bm9uZQ==")
    with pytest.raises(ValueError, match="base64"):
        similarity(sign(WIRE), "no base64")


def test_signatures_of_another_kind_are_not_compared() -> None:
    """As after a change of algorithm: stories before it and after it are not told to be copies, nor is it an error."""
    other = "AA" + sign(WIRE)[2:]
    assert similarity(sign(WIRE), other) == 0.0
    assert not set(bands(sign(WIRE))) & set(bands(other))


TEXTS = st.lists(
    st.one_of(st.none(), st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=30).map(" ".join)),
    min_size=1,
    max_size=8,
)


@given(TEXTS)
def test_one_compared_with_all_at_once_is_one_compared_with_each(texts: list[str | None]) -> None:
    signatures = [signature(text) if text is not None else None for text in texts]
    for one in signatures:
        expected = [similarity(one, other) if one and other else 0.0 for other in signatures]
        assert Sketches(signatures).similarities(one).tolist() == expected
