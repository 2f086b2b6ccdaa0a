"""What must hold of every enriched story: each span is the words it says it is."""

from schemas import Span, Story


def check(story: Story) -> None:
    """Fails if an offset is off, a span is empty, or a troop count is of no number."""
    for quote in story.quotes:
        last = 0
        for start, end in quote.spans:
            assert last <= start < end <= len(story.text), quote
            assert story.text[start:end].strip(), quote
            last = end
    for span in spans(story):
        assert span.text, span
        assert story.text[span.start : span.end] == span.text
    for count in story.troop_counts:
        assert 0 <= count.number < len(story.numbers), count
        if count.source is not None:
            assert count.source.text in story.text


def spans(story: Story) -> list[Span]:
    """Everything of a story that has a start, an end and a text."""
    found: list[Span] = [*story.entities, *story.numbers]
    for quote in story.quotes:
        found += [span for span in (quote.speaker, *quote.joint, quote.cue) if span is not None]
    return found
