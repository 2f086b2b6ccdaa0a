"""What Elasticsearch marks in a passage, cut to a length that a page can show."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

LONGEST: Final = 320
"""code points of a passage that is shown"""
_ANALYZED: Final = 999_999
"""code units of a story that are looked at; Elasticsearch refuses more than a million"""
_BEFORE: Final = 120
"""code points kept before the first word found, where a passage has to be cut"""


@dataclass(frozen=True)
class Piece:
    """A part of a passage that was found, or that stands between."""

    text: str
    found: bool


Passage = tuple[Piece, ...]


class Marks:
    """Around what was found; made up for each request, so that no story has them."""

    def __init__(self) -> None:
        self.opens, self.closes = f"\ue000{token_hex(8)}", f"\ue001{token_hex(8)}"

    def highlight(self, *, passages: int) -> dict[str, Any]:
        """What a request says of highlighting. Where no word was found, a story's beginning is shown."""
        return {
            "pre_tags": [self.opens],
            "post_tags": [self.closes],
            "max_analyzed_offset": _ANALYZED,
            # entities and the like are filters: what they found is not in the text
            "require_field_match": True,
            "fields": {
                "headline": {"number_of_fragments": 0},
                "text": {
                    "number_of_fragments": passages,
                    "fragment_size": 200,
                    "no_match_size": 220,
                    "order": "score",
                },
            },
        }

    def read(self, marked: str, *, longest: int = LONGEST) -> Passage:
        """A marked passage as pieces."""
        pieces: list[Piece] = []
        first, *rest = " ".join(marked.split()).split(self.opens)
        pieces.append(Piece(first, False))
        for part in rest:
            found, _, after = part.partition(self.closes)
            pieces += [Piece(found, True), Piece(after, False)]
        return cut(tuple(piece for piece in pieces if piece.text), longest=longest)


def cut(passage: Passage, *, longest: int = LONGEST) -> Passage:
    """A passage of at most so many code points, the first word that was found among them."""
    if sum(len(piece.text) for piece in passage) <= longest:
        return passage
    kept: list[Piece] = []
    left = longest
    for at, piece in enumerate(passage):
        text = piece.text
        if at == 0 and not piece.found and len(passage) > 1 and len(text) > _BEFORE:
            text = "… " + text[-_BEFORE:]
        if len(text) > left:
            kept.append(Piece(text[:left] + " …", piece.found))
            break
        kept.append(Piece(text, piece.found))
        left -= len(text)
        if left <= 0:
            break
    return tuple(kept)
