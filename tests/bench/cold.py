"""What memory costs that has lain idle. A virtual machine may take it from a process that sleeps, page by page, unseen by
the kernel in it; who touches it again pays, in CPU time of its own. A story that comes alone then costs many times what
one of many does, whatever reads it."""

import mmap
import time

PAGES = 2_048
"""8 MiB"""


def touched_again(idle: float, *, times: int = 8) -> float:
    """CPU milliseconds that it takes to read a byte of each page after so many idle seconds, on average. On a machine of
    one's own it is the same for any number of seconds."""
    with mmap.mmap(-1, PAGES * mmap.PAGESIZE) as memory:
        memory.write(b"\1" * len(memory))
        _touch(memory)
        spent = 0.0
        for _ in range(times):
            time.sleep(idle)
            began = time.thread_time()
            _touch(memory)
            spent += time.thread_time() - began
    return spent / times * 1e3


def _touch(memory: mmap.mmap) -> int:
    return sum(memory[at] for at in range(0, len(memory), mmap.PAGESIZE))
