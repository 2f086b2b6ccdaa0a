"""Every pair of copies among some texts, without comparing each with each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.copies.signature import THRESHOLD, bands, signature, similarity


@dataclass(frozen=True)
class Pair:
    """Two texts of which one was made from the other; `a` came first. `similarity` is from 0 to 1."""

    a: str
    b: str
    similarity: float


def pairs(texts: Iterable[tuple[str, str]], *, threshold: float = THRESHOLD) -> Iterator[Pair]:
    """The copies among texts given as (name, text), in the order in which the later of each two comes.

    Only texts that have a band in common are compared, so ten thousand different stories take seconds.
    """
    signatures: list[tuple[str, str]] = []
    holders: dict[str, list[int]] = {}
    for name, text in texts:
        made = signature(text)
        if made is None:
            continue
        near: set[int] = set()
        for band in bands(made):
            near.update(holders.setdefault(band, []))
            holders[band].append(len(signatures))
        for index in sorted(near):
            other, earlier = signatures[index]
            share = similarity(earlier, made)
            if share >= threshold:
                yield Pair(other, name, round(share, 3))
        signatures.append((name, made))
