"""Identifiers made from what they stand for, so that the same thing always has the same one."""

import hashlib

_SEPARATOR = "\x1f"


def made_from(*parts: object) -> str:
    """32 hexadecimal digits from the parts, each as `str` gives it."""
    joined = _SEPARATOR.join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]
