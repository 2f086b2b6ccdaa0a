"""Readable tables of cases: one line a case, `text | expected`; a line that starts with `#` is a comment."""


def rows(table: str) -> list[tuple[str, str]]:
    """The cases of a table."""
    cases = []
    for line in table.strip().splitlines():
        if line.strip() and not line.startswith("#"):
            text, _, expected = line.rpartition("|")
            cases.append((text.strip(), expected.strip()))
    return cases
