"""Files that are small and unpack to anything: each is refused in one clear line, and takes little memory."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

MEMORY_KB = 700_000
"""what Muster itself takes, and one file of the largest size that is read; each of these unpacks to more"""
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(process.pid, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a command and says what memory it took. A process of its own, for a child's peak is at least what its parent
had when it was forked, and the tests' own process may have a gigabyte."""
GIGABYTE = gzip.compress(b" " * 10_000_000) * 100
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def published(folder: Path, *arguments: str) -> tuple[int, str, int]:
    """Exit code, what was said, and the most memory in kB that `muster publish` took."""
    servers = {"MUSTER_KAFKA": "127.0.0.1:1", "MUSTER_ELASTICSEARCH": "http://127.0.0.1:1"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, sys.executable, "-m", "consumers.command", "publish", *arguments],
        cwd=folder,
        env={**os.environ, **servers, "MUSTER_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr, int(done.stdout.split()[-1])


@pytest.mark.parametrize("name", ["bomb.json.gz", "bomb.jsonl.gz"])
def test_a_gigabyte_of_nothing_is_not_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(GIGABYTE)
    code, said, memory = published(tmp_path, name)
    assert code == 2
    assert "is longer than 67,108,864 bytes once unpacked" in said
    assert memory < MEMORY_KB


def test_what_grows_when_it_is_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "objects.rss").write_bytes(b"[" + b"{}," * 5_000_000 + b"{}]")
    (tmp_path / "nested.rss").write_bytes(b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000)
    (tmp_path / "elements.rss").write_bytes(b"<rss>" + b"<a/>" * 3_000_000 + b"</rss>")
    (tmp_path / "deep.rss").write_bytes(b"<a>" * 1_000_000)
    (tmp_path / "laughs.rss").write_text(f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>')
    (tmp_path / "long.rss").write_bytes(b"<rss>" + b" " * 17_000_000 + b"</rss>")
    code, said, memory = published(tmp_path, str(tmp_path))
    assert code == 2
    reasons = sorted(line.partition(".rss: ")[2] for line in said.splitlines()[:-1])
    assert reasons == [
        "holds more than 200,000 objects",
        "is 17,000,011 bytes long; no more than 16,777,216 are read",
        "is XML that nests more than 100 deep",
        "is XML with declarations of its own (an internal DTD), which are not read",
        "is XML with more than 100,000 elements",
        "nests more than 100 deep",
    ]
    assert said.endswith("6 of 6 are not articles; nothing was sent (--unchecked sends all)\n")
    assert memory < MEMORY_KB
