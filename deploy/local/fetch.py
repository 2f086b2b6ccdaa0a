"""Downloads Maven artifacts with jgo, several at a time, with a progress bar where someone is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.local.artifacts import Artifact
from deploy.local.errors import ServersError

AT_ONCE = 6
ATTEMPTS = 3
TIMEOUT = 60  # seconds without a byte


def fetch(wanted: list[Artifact], folder: Path, tell: Callable[[str], None]) -> dict[Artifact, Path]:
    """Download into `folder`, unchecked: the file of each artifact. Raises ServersError."""
    try:
        from jgo.maven import MavenContext, PythonResolver
    except ImportError:
        raise ServersError("jgo is not installed: pip install 'muster[local]'") from None
    total = sum(artifact.size for artifact in wanted)
    tell(f"downloading {len(wanted)} files of the local servers, {total / 1e6:.0f} MB, once")
    with _progress(total) as advance:
        context = MavenContext(
            resolver=PythonResolver(progress_callback=_watcher(advance)), repo_cache=folder, timeout=TIMEOUT
        )
        with ThreadPoolExecutor(AT_ONCE) as pool:
            paths = list(pool.map(lambda artifact: _one(context, artifact), wanted))
    return dict(zip(wanted, paths, strict=True))


def _one(context: Any, artifact: Artifact) -> Path:
    group, name, packaging, version = artifact.coordinate.split(":")
    file = context.project(group, name).at_version(version).artifact(packaging=packaging)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return Path(file.resolve())
        except Exception as error:  # whatever requests, urllib3 or jgo make of a bad network
            # jgo takes a half-written file for a finished one.
            file.cached_path.unlink(missing_ok=True)
            if attempt == ATTEMPTS:
                raise ServersError(
                    f"could not download {artifact.file_name} ({type(error).__name__}): "
                    "check the network and start again"
                ) from error
    raise AssertionError("unreachable")


def _watcher(advance: Callable[[int], None]) -> Callable[[str, int], Any]:
    """jgo's progress callback: given a file's name and size, a context that yields what to call with bytes."""

    @contextmanager
    def watch(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
        yield advance

    return watch


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, or nothing where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)
