"""What has become of dead letters. Their topic can only be added to, so this is kept beside it, in Elasticsearch: there
one caller alone can make a document, and so one alone sends a letter back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, get_args

from consumers.errors import MusterError
from consumers.letters.letter import Letter
from consumers.stored.elastic import Store, Write

State = Literal["waiting", "replaying", "replayed", "dropped"]
"""`replaying`: someone has begun to send it back, and if that was long ago has not ended it"""

STATES: Final[tuple[State, ...]] = get_args(State)
DEALT: Final = "dead-letters"
"""the index"""
_AT_ONCE: Final = 1_000


class Dealt:
    """The states of an installation's dead letters. Every method raises `Unavailable` while Elasticsearch is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def states(self, letters: Sequence[Letter]) -> dict[Letter, State]:
        """What has become of each, as it is this moment."""
        found: dict[str, Any] = {}
        for some in _some(letters):
            documents = await self._store.read(DEALT, (letter.key for letter in some))
            found |= {key: document.source["state"] for key, document in documents.items()}
        return {letter: found.get(letter.key, "waiting") for letter in letters}

    async def claim(self, letters: Sequence[Letter], *, at: datetime) -> list[Letter]:
        """Mark as `replaying` those that wait; no one else is then given them."""
        return await self._write(letters, "replaying", at=at, new=True)

    async def mark(self, letters: Sequence[Letter], state: State, *, at: datetime) -> None:
        """Whatever has become of them before."""
        await self._write(letters, state, at=at, new=False)

    async def _write(
        self, letters: Sequence[Letter], state: State, *, at: datetime, new: bool
    ) -> list[Letter]:
        done = []
        by_key = {letter.key: letter for letter in letters}
        for some in _some(list(by_key.values())):
            writes = [Write(letter.key, _document(letter, state, at), new=new) for letter in some]
            for outcome in await self._store.write(DEALT, writes):
                if outcome.done:
                    done.append(by_key[outcome.write.id])
                elif not outcome.conflict:
                    raise MusterError(f"Elasticsearch refuses to note what became of it: {outcome.reason}")
        return done


def _document(letter: Letter, state: State, at: datetime) -> Mapping[str, Any]:
    return {"letter": letter.id, "stage": letter.stage, "state": state, "at": at.isoformat()}


def _some(letters: Sequence[Letter]) -> Iterable[Sequence[Letter]]:
    return (letters[begin : begin + _AT_ONCE] for begin in range(0, len(letters), _AT_ONCE))
