"""Credits at the end of a paragraph: "… he said. (Reporting by Ann Lee; Editing by Bo Strand)"."""

import re

_WORK = r"(?:additional |further |extra )?(?:reporting|writing|editing|compiled|translation|translated|graphic|graphics)"
_BRACKETED = re.compile(rf"(?i)[(\[] ?{_WORK} (?:and \w+ )?(?:by|from)\b[^()\[\]]{{2,}}[)\]]\.?$")
_BARE = re.compile(rf"(?i)(?<=[.!?”\"] )(?:{_WORK} (?:and \w+ )?by) (?-i:[A-Z])[^.]{{2,}};[^.]{{2,}}\.?$")
LONGEST = 300
"""code points of a credit; only so much of a paragraph's end is looked at"""


def closing_credit(line: str) -> int | None:
    """Where the credit starts that ends a line; None where none does."""
    if not line.endswith((")", "]", ").", "].")) and " by " not in line[-LONGEST:]:
        return None
    start = max(0, len(line) - LONGEST)
    match = _BRACKETED.search(line, start) or _BARE.search(line, start)
    return match.start() if match else None
