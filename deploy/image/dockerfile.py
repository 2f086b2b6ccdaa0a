"""A Dockerfile taken apart: as much of the language as deploy/image/Dockerfile speaks."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCKERFILE = Path(__file__).with_name("Dockerfile")

KNOWN = frozenset(
    {"ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"}
    | {"LABEL", "RUN", "USER", "VOLUME", "WORKDIR"}
)


@dataclass(frozen=True)
class Instruction:
    """One instruction: its name in capitals, and all that stands behind it, its lines joined."""

    name: str
    rest: str

    def words(self) -> list[str]:
        """What stands behind it, as a shell or JSON has it: `ENTRYPOINT ["muster"]` is one word."""
        if self.rest.startswith("["):
            return [str(word) for word in json.loads(self.rest)]
        return shlex.split(self.rest)

    def options(self) -> dict[str, str]:
        """`COPY --from=build …`: the words that begin with two hyphens, until one doesn't."""
        found = {}
        for word in self.words():
            if not word.startswith("--"):
                break
            name, _, value = word[2:].partition("=")
            found[name] = value
        return found

    def arguments(self) -> list[str]:
        """The words after the options."""
        return self.words()[len(self.options()) :]


@dataclass(frozen=True)
class Stage:
    """What stands from one FROM to the next."""

    base: str
    name: str
    instructions: tuple[Instruction, ...]

    def all(self, name: str) -> list[Instruction]:
        """Those of that name, in order."""
        return [each for each in self.instructions if each.name == name]


def stages(text: str) -> list[Stage]:
    """The stages in order. Raises `ValueError` on an instruction that is not known here, or stands before FROM."""
    found: list[Stage] = []
    for each in _instructions(text):
        if each.name not in KNOWN:
            raise ValueError(f"{each.name} is not an instruction that is known here")
        if each.name == "FROM":
            base, *rest = each.words()
            found.append(Stage(base, rest[1] if rest else str(len(found)), ()))
        elif not found:
            raise ValueError(f"{each.name} stands before FROM")
        else:
            last = found[-1]
            found[-1] = Stage(last.base, last.name, (*last.instructions, each))
    return found


def _instructions(text: str) -> Iterator[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for whole in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        name, _, rest = whole.strip().partition(" ")
        yield Instruction(name.upper(), rest.strip())
