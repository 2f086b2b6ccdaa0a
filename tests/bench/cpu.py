"""CPU seconds of a process and all that it has started."""

from contextlib import suppress

import psutil


def cpu_seconds(pid: int | None) -> float:
    """Of the process, its children that run, and those that have ended and were waited for. 0 for one that is gone."""
    if pid is None:
        return 0.0
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times = each.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total
