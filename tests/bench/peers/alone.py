"""`nlp.pipe` alone: no Kafka, no Elasticsearch, nothing made of what it finds.

As https://spacy.io/usage/processing-pipelines#multiprocessing has it. The texts are lines of a file, each a JSON
string. It reads the first of them to warm up, says `ready`, waits for a line on standard input, reads the others, and
says `done`.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from tests.bench.peers.given import Way
from tests.bench.peers.reading import load


def main() -> None:
    """One file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--warm", type=int, required=True, help="texts to warm up with")
    parser.add_argument("--way", choices=get_args(Way), default="stock")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    nlp = load(given.way)

    def parse(some: Sequence[str]) -> None:
        for _ in nlp.pipe(some, n_process=given.processes):
            pass

    parse(texts[: given.warm])
    print("ready", flush=True)
    input()
    parse(texts[given.warm :])
    print("done", flush=True)


if __name__ == "__main__":
    main()
