"""Furniture: what stands in a story's text and is not its prose.

Marked by a pure function of the text alone, so that every stage sees the same marks and nothing more travels with
a story; offsets are the text's own. What an analyst wants of each kind:

- *heading* ("International concerns" between two paragraphs) and *caption* ("FILE PHOTO: …"): no quote and no
  number, which the prose has again and in full; a name only if the prose or a table has it too, for headings have
  capitals on words that are no names;
- *dateline* ("KYIV, Oct 24 (Reuters) -"): where the news comes from is worth finding, so its places are names, and so
  is the agency, each by itself; no quote and no number. The sentence starts behind it;
- *byline* ("By John Smith"), *credit* ("Reporting by …; Editing by …", "Photo: …", "AFP."), *link* ("Read more: …",
  "0 Comments", "Follow us on …") and *rights* ("© 2024 …"): nothing at all. Who wrote a story is in its `byline`; an
  analyst who asks for stories that name John Smith does not mean those that he has written.

A text of a single line is what the newsroom sent, whatever it looks like: only a dateline is marked in it.
"""

from pipeline.furniture.datelines import Dateline, dateline, datelines
from pipeline.furniture.marks import NAMELESS, Furniture, Kind, Mark, furniture

__all__ = [
    "NAMELESS",
    "Dateline",
    "Furniture",
    "Kind",
    "Mark",
    "dateline",
    "datelines",
    "furniture",
]
