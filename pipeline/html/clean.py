"""Characters that are there for the eye and not for the reader: out of words they go."""

import re

# Soft hyphens split words; zero-width spaces and marks of direction hide in names and figures. The joiners U+200C
# and U+200D stay: Persian, Hindi and emoji are spelt with them. A no-break space is the newsroom's own: it holds
# "10 000" together.
_OUT = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        0x200B,  # zero-width space
        0x2060,  # word joiner
        0xFEFF,  # byte order mark
        *(0x200E, 0x200F, 0x061C),  # marks of direction
        *range(0x202A, 0x202F),  # embeddings and overrides of direction
        *range(0x2066, 0x206A),  # isolates of direction
        *range(0x09),  # controls, but for white space
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
    ]
)
_SPACE = dict.fromkeys([0x85, 0x2028, 0x2029], " ")
_CHARACTERS = {**_OUT, **_SPACE}
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


def clean(line: str) -> str:
    """A line without them, with single spaces between words and none at its ends."""
    return _SPACES.sub(" ", line.translate(_CHARACTERS)).strip(" \u00a0")
