"""Folders that are watched: what lies in them is published, and then whatever appears.

A folder is looked at once a second: over a network there is no other way to hear of a file, and a file counts as
written only when it has stayed the same from one look to the next.
"""

import os
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple, Self

from consumers import topics
from consumers.command import articles
from consumers.command.articles import checked
from consumers.command.faults import Faults
from consumers.command.progress import complain, console
from consumers.command.remembered import Remembered
from consumers.command.sending import Sender
from consumers.command.stopping import Stopping
from consumers.errors import MusterError, Unavailable
from consumers.health.server import HealthServer
from consumers.health.signs import Signs
from consumers.producing import ACK_SECONDS
from consumers.record import why
from consumers.settings import Settings
from pipeline.intake import NotAStory

POLL: Final = 1.0
"""seconds between two looks"""
LONGEST_WAIT: Final = 30.0
"""seconds between two attempts while Kafka is away"""
_KEEP_EVERY: Final = 100
"""files after which is noted what was published"""


class Look(NamedTuple):
    """A file as it was found: another file, or another content, looks different."""

    size: int
    changed: int
    inode: int


def watch(settings: Settings, folders: Sequence[Path], *, feeds: bool, rate: float | None) -> None:
    """Publish what lies in the folders and what comes, until Ctrl-C or SIGTERM; says then how much that was.

    Raises `MusterError` if one of them is no folder.
    """
    for folder in folders:
        if not folder.is_dir():
            raise MusterError(f"{folder} is no folder; --watch is for folders")
    watched = [Watched(settings, folder, feeds=feeds) for folder in folders]
    console.print(
        f"watching {', '.join(map(str, folders))} for {settings.prefix}{topics.ARTICLES} at {settings.kafka}; "
        "Ctrl-C ends it",
        highlight=False,
        soft_wrap=True,
    )
    with Stopping() as stopping, _Health(settings) as health:
        pause = POLL
        while not stopping:
            try:
                _round(settings, watched, stopping, health, rate=rate)
                health.found(None)
                pause = POLL
            except Unavailable as error:
                health.found("Kafka does not take articles")
                pause = min(2 * pause, LONGEST_WAIT)
                complain(f"{error}; trying again in {pause:.0f} s")
            stopping.wait(pause)
    for one in watched:
        one.close()
    published = sum(one.published for one in watched)
    faults = sum(len(one.faults) for one in watched)
    console.print(f"{published} published, {faults} could not be read", highlight=False, soft_wrap=True)


class _Health:
    """Answers at the address of the setting `health`, if there is one, while it is open. Live is who looks again, or
    publishes, within `stuck_seconds` beside those that Kafka may take."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.stuck_seconds + ACK_SECONDS
        self._signs = Signs()
        self._not_ready: list[str] = ["it is starting"]
        self._server = (
            HealthServer(settings.health, live=self._not_live, ready=lambda: self._not_ready)
            if settings.health
            else None
        )

    def __enter__(self) -> Self:
        if self._server is not None:
            self._server.open()
        return self

    def __exit__(self, *failure: object) -> None:
        if self._server is not None:
            self._server.close()

    def found(self, fault: str | None) -> None:
        """A look at the folders is over."""
        self._signs.progress()
        self._not_ready = [fault] if fault else []

    def progress(self) -> None:
        """Something was done."""
        self._signs.progress()

    def _not_live(self) -> list[str]:
        still = time.monotonic() - self._signs.progress_at
        return [f"nothing was looked at for {still:.0f} s"] if still >= self._limit else []


def _round(
    settings: Settings,
    watched: Sequence["Watched"],
    stopping: Stopping,
    health: _Health,
    *,
    rate: float | None,
) -> None:
    """One look at each folder. No connection is held while nothing comes."""
    ready = [(one, path, look) for one in watched for path, look in one.ready()]
    if not ready:
        return

    def stopped() -> bool:
        # asked all along a pause
        health.progress()
        return stopping.asked

    with Sender(settings, rate=rate, tick=health.progress, stopped=stopped) as sender:
        for number, (one, path, look) in enumerate(ready, start=1):
            if stopping:
                break
            one.publish(path, look, sender)
            if number % _KEEP_EVERY == 0:
                sender.flush()
                one.keep()
        sender.flush()
        for one in watched:
            one.keep()


class Watched:
    """One folder, and which of its files were published as they lie there."""

    def __init__(self, settings: Settings, folder: Path, *, feeds: bool) -> None:
        self.faults = Faults()
        self.published = 0
        self._settings = settings
        self._folder = folder
        self._feeds = feeds
        self._kept = Remembered(settings, "watched", str(folder.resolve()))
        self._done = {name: Look(*look) for name, look in self._kept.read().get("published", {}).items()}
        # handed over, and not yet confirmed by Kafka
        self._handed: dict[str, Look] = {}
        self._count = 0
        self._seen: dict[str, Look] = {}
        self._named: set[str] = set()
        self._is_gone = False

    def ready(self) -> Iterator[tuple[Path, Look]]:
        """The files that are new, or other than they were, and the same as at the last look; by name."""
        found = self._look()
        if found is None:
            return
        before, self._seen = self._seen, found
        self._handed, self._count = {}, 0
        # what is gone is forgotten, so that what is kept stays small
        self._done = {name: look for name, look in self._done.items() if name in found}
        for name in sorted(found):
            if self._done.get(name) != found[name] == before.get(name):
                yield self._folder / name, found[name]

    def publish(self, path: Path, look: Look, sender: Sender) -> None:
        """Send what a file holds, and name what in it can't be read. One that changes meanwhile comes up again."""
        try:
            with _opened(path, look) as file:
                for sent in articles.of_file(path, file, feeds=self._feeds, warn=complain):
                    try:
                        uri = checked(self._settings, sent).uri
                    except NotAStory:
                        continue
                    except ValueError as error:
                        self.faults.add(sent.where, why(error))
                    else:
                        sender.send(uri, sent.value)
                        self._count += 1
        except Unavailable:
            raise
        except FileNotFoundError:
            # gone, or another one by now: the next look tells
            return
        except (MusterError, OSError) as error:
            said = str(error) if isinstance(error, MusterError) else f"{path}: {error.strerror}"
            where, _, reason = said.partition(": ")
            self.faults.add(where, reason)
        self._handed[path.name] = look

    def keep(self) -> None:
        """Note what was published: Kafka has it."""
        if self._handed:
            self._done |= self._handed
            self._kept.write({"published": self._done})
            self.published += self._count
            self._handed, self._count = {}, 0

    def close(self) -> None:
        """Say how many more faults there were."""
        self.faults.close()

    def _look(self) -> dict[str, Look] | None:
        """The folder's files of a kind that is known; None while the folder can't be read."""
        found: dict[str, Look] = {}
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and articles.is_known(Path(entry.name)):
                        self._look_at(entry, found)
        except OSError as error:
            if not self._is_gone:
                complain(f"{self._folder}: {error.strerror}; looking again until it is back")
            self._is_gone = True
            return None
        self._is_gone = False
        return found

    def _look_at(self, entry: "os.DirEntry[str]", found: dict[str, Look]) -> None:
        try:
            if entry.is_file(follow_symlinks=False):
                found[entry.name] = _look_of(entry.stat(follow_symlinks=False))
            else:
                self._name(entry)
        except FileNotFoundError:
            return

    def _name(self, entry: "os.DirEntry[str]") -> None:
        if entry.name not in self._named and not entry.is_dir(follow_symlinks=False):
            self._named.add(entry.name)
            kind = "a link, and links are not followed" if entry.is_symlink() else "no plain file"
            self.faults.add(str(self._folder / entry.name), f"is {kind}")


def _opened(path: Path, look: Look) -> IO[bytes]:
    """The file that was looked at, and no other: not what a link that took its place leads to, nor a pipe that
    would be waited for. Raises `OSError`."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or _look_of(found).inode != look.inode:
            raise FileNotFoundError(path)
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def _look_of(found: os.stat_result) -> Look:
    return Look(found.st_size, found.st_mtime_ns, found.st_ino)
