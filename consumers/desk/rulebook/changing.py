"""Rules changed by people who see one another's changes: whoever saves says what they had before them."""

from consumers.desk.errors import NotFound, Refused
from consumers.errors import MusterError, Unavailable
from consumers.rules.rulebook import Kept, Rulebook
from consumers.rules.searches import fault
from consumers.rules.words import changes
from schemas import Rule


class Meanwhile(Refused):
    """Someone else has changed the rule since it was looked at; `kept` is what it is now."""

    def __init__(self, message: str, kept: Kept | None) -> None:
        super().__init__(message, status=409)
        self.kept = kept


def token(kept: Kept | None) -> str:
    """What a form remembers of the rule that it was filled from; empty for a new one."""
    return f"{kept.document.seq_no}-{kept.document.primary_term}" if kept and not kept.removed else ""


async def there(book: Rulebook, name: str) -> Kept:
    """The rule of that name. Raises `NotFound`."""
    kept = (await book.kept([name])).get(name)
    if kept is None or kept.removed:
        raise NotFound(f"no rule is called {name!r}")
    return kept


async def save(book: Rulebook, rule: Rule, *, since: str) -> None:
    """Keep a rule in the place of the one that `since` is the token of; an empty one says that it is new. Raises
    `Meanwhile` where another stands there, `Refused` on a search that would end Elasticsearch."""
    if wrong := fault(rule.search or ""):
        raise Refused(f"search: {wrong}")
    kept = await book.kept([rule.name])
    now = kept.get(rule.name)
    if token(now) != since:
        raise Meanwhile(_meanwhile(rule, now, is_new=not since), now)
    try:
        await book.put(rule, since=kept)
    except Unavailable:
        raise
    except MusterError as error:
        raise Meanwhile(str(error), (await book.kept([rule.name])).get(rule.name)) from error


async def remove(book: Rulebook, name: str) -> None:
    """Leave a tombstone in its place. Raises `NotFound`, or `Meanwhile` if someone changes it in that moment."""
    await there(book, name)
    try:
        await book.remove(name)
    except Unavailable:
        raise
    except MusterError as error:
        raise Meanwhile(str(error), None) from error


async def pause(book: Rulebook, name: str, *, paused: bool) -> None:
    """Have it take nothing, or again what it asks for. Raises as `remove`."""
    await there(book, name)
    try:
        await (book.pause(name) if paused else book.resume(name))
    except Unavailable:
        raise
    except MusterError as error:
        raise Meanwhile(str(error), None) from error


def _meanwhile(rule: Rule, now: Kept | None, *, is_new: bool) -> str:
    if now is None or now.removed:
        return f"someone else has removed {rule.name!r} meanwhile: save again to have it back"
    if is_new:
        return (
            f"there is a rule {rule.name!r} already: give this one another name, or save again to replace it"
        )
    differs = "; ".join(changes(now.rule, rule)) if now.rule else ""
    return (
        f"someone else has changed {rule.name!r} meanwhile. Saving again would change: {differs or 'nothing'}"
    )
