"""Parts of parses taken out and put together."""

from bisect import bisect_left
from collections.abc import Iterable

from pipeline.parse.tokens import Columns


def part(columns: Columns, first: int, last: int, start: int) -> Columns:
    """The tokens from `first` to before `last`, whole sentences, as the parse of a text that starts at `start`."""
    sentences = columns.sentences
    names = columns.names
    return Columns(
        [at - start for at in columns.starts[first:last]],
        columns.lengths[first:last],
        columns.lemmas[first:last],
        columns.pos[first:last],
        columns.tags[first:last],
        columns.deps[first:last],
        [head - first for head in columns.heads[first:last]],
        [at - first for at in sentences[bisect_left(sentences, first) : bisect_left(sentences, last)]],
        [
            (begin - first, end - first, label)
            for begin, end, label in names[bisect_left(names, (first,)) : bisect_left(names, (last,))]
        ],
    )


def joined(parts: Iterable[tuple[int, Columns]]) -> Columns:
    """Parses of the consecutive parts of a text, each with where it starts, as one."""
    whole = Columns([], [], [], [], [], [], [], [], [])
    for start, some in parts:
        first = len(whole.starts)
        whole.starts.extend([start + at for at in some.starts])
        whole.lengths.extend(some.lengths)
        whole.lemmas.extend(some.lemmas)
        whole.pos.extend(some.pos)
        whole.tags.extend(some.tags)
        whole.deps.extend(some.deps)
        whole.heads.extend([first + head for head in some.heads])
        whole.sentences.extend([first + at for at in some.sentences])
        whole.names.extend([(first + begin, first + end, label) for begin, end, label in some.names])
    return whole
