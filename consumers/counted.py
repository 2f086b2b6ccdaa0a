"""How many of what, in words."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 story`, `3 stories`, `1,200 alerts`; `many` is for what takes more than an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
