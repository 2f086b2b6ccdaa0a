"""What analysts marked can be held against what is found in the same texts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.hand import Given, example, mark, placed
from pipeline.story import begin
from schemas import Article
from schemas.feedback import CountLabel, Feedback, NumberLabel
from tests.quality import marked

TEXT = "Norway has sent 450 soldiers to Narvik. It cost 12 million euros, and nobody counted the platoon of Danes."


def given(about: str, verdict: str, words: str, right: CountLabel | NumberLabel | None = None) -> Feedback:
    """A mark on a text that was read by a machine that found nothing in it."""
    start = TEXT.index(words)
    story = begin(Article(uri="urn:a", text=TEXT), model="none")
    asked = {"about": about, "verdict": "missed", "start": start, "end": start + len(words), "right": right}
    made = mark(story, Given.model_validate(asked), by="ana", at=datetime(2026, 11, 18, tzinfo=UTC))
    is_wrong = {"verdict": verdict, "found": right, "right": None} if verdict == "wrong" else {}
    return Feedback.model_validate(made.model_dump() | is_wrong)


def test_marks_are_judged_by_what_is_found_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    troops = CountLabel(
        low=450, high=450, bound="exact", measure="total", role="present", force="NO", status="actual"
    )
    number = NumberLabel(low=12_000_000, bound="exact", unit="USD")
    marks = [
        given("troop_count", "missed", "450", troops),
        given("troop_count", "missed", "platoon", troops.model_copy(update={"low": 30, "high": 30})),
        given("number", "missed", "12 million", number),
        given("number", "wrong", "nobody", number),
    ]
    rows = [example(where) for each in marks if (where := placed(each, TEXT))]
    (tmp_path / "marks.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "urn:a", "text": TEXT}) + "\n")
    assert marked.main([str(tmp_path / "marks.jsonl"), str(tmp_path / "texts.jsonl")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("found 2/3, false alarms 0/1 |"), said
    assert "low 2/2" in said
    assert "force 1/1" in said
    assert "unit 0/1" in said, "euros are no dollars"
    assert marked.main([]) == 2
