"""How what newsrooms send becomes an `Article`: ten dialects, one file each, known by their shape.

`read` for a message, `read_each` for a feed; `language_of` for a story that doesn't say its language.
"""

from pipeline.intake.dialect import NotAStory
from pipeline.intake.reader import read, read_each

__all__ = ["NotAStory", "read", "read_each"]
