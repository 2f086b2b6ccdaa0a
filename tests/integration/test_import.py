"""An archive on real servers: killed in the middle, every story is stored once, its figures count, and no one is told."""

import asyncio
import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

from consumers import topics
from consumers.command.running import environment
from consumers.stored.elastic import Store
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Ledger
from tests.integration.installation import Installation, soldiers, until
from tests.integration.test_commands import muster

ROWS = 2_000
FIGURES = (2_400, 3_100)


def archive(path: Path) -> Path:
    """2,000 rows, one of them no story, of which two give a figure."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "body", "date", "price"])
        for number in range(ROWS):
            body = f"Rain fell on town {number}, and the market was closed."
            if number in (10, ROWS - 1):
                figure = FIGURES[number > 10]
                body = f"Norway had sent {figure:,} soldiers to Estonia, the ministry said on Monday."
            day = "some day" if number == 1_500 else f"2019-03-{1 + number % 28:02}"
            writer.writerow([number, f"Town {number}", body, day, "1"])
    return path


def stories(installation: Installation) -> list[str]:
    return [key or "" for key, _ in installation.messages(topics.ARTICLES)]


def test_an_import_that_is_killed_goes_on_where_it_was_and_tells_no_one(
    installation: Installation, tmp_path: Path
) -> None:
    table = archive(tmp_path / "archive.csv")
    call = ["import", str(table), "--uri", "urn:archive:{}"]
    with installation.worker() as worker:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", *call, "--ahead", "200", "--rate", "60"],
            env=environment(installation.settings),
            stderr=subprocess.DEVNULL,
        )
        try:
            # half a minute is left of it when it is killed, in the middle of what it notes at once
            until(lambda: any((tmp_path / "imports").glob("*.json")), timeout=120)
            until(lambda: len(stories(installation)) > 220, timeout=120)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert len(stories(installation)) < ROWS - 200, "it was not killed in the middle"

        done = muster(installation, *call, "--ahead", "0")
        assert done.returncode == 2
        assert f"{table}:1502: published is not a time" in done.stderr
        assert "that are not read: price (" in done.stderr
        assert "by earlier calls; the workers count them" in done.stderr
        assert "1 rows could not be read, and are named in" in done.stderr
        named = Path(done.stderr.split("are named in ")[1].strip()).read_text()
        assert named == f"{table}:1502: published is not a time\n"
        sent = stories(installation)
        assert set(sent) == {f"urn:archive:{number}" for number in range(ROWS) if number != 1_500}
        assert len(sent) < ROWS + 200, "what was confirmed is not sent again"

        # all of it again is nothing, and what is added is all there is
        assert muster(installation, *call).returncode == 2
        assert len(stories(installation)) == len(sent)
        with table.open("a", encoding="utf-8") as file:
            file.write("added,Town,Snow fell.,2019-04-01,1\n")
        assert muster(installation, *call).returncode == 2
        assert len(stories(installation)) == len(sent) + 1

        # a live story on the same figure is no news: the archive has told it
        installation.wait(worker, timeout=400)
        installation.publish(soldiers("urn:live", 3_100), soldiers("urn:news", 9_000, hour=7))
        installation.wait(worker)
        found = installation.look()

    assert len(found.stories) == ROWS - 1 + 1 + 2
    assert found.stories["urn:archive:7"].published is not None
    assert not found.dead_letters
    assert [alert.about.story for alert in found.alerts.values()] == ["urn:news"]
    ledger = asyncio.run(read(installation))
    counted = {
        (estimate.figure.low, said.story) for estimate in ledger.standing for said in estimate.standing
    }
    assert {(2_400.0, "urn:archive:10"), (3_100.0, f"urn:archive:{ROWS - 1}")} <= counted


def test_an_archive_that_can_not_be_read_is_one_clear_line(
    installation: Installation, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("key,words\n1,a\n")
    (tmp_path / "x.txt").write_text("a")
    (tmp_path / "cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00")
    for arguments, why in (
        (["x.csv"], "x.csv: has no column for uri (--map uri=COLUMN); its columns are 'key', 'words'"),
        (["x.txt"], "x.txt: what is in it? The name ends in none of .jsonl, .ndjson, .csv, .tsv"),
        (["none.csv"], "none.csv: No such file or directory"),
        (["cut.jsonl.gz"], "cut.jsonl.gz: Compressed file ended before"),
        (["x.csv", "--map", "text"], "--map 'text': FIELD=COLUMN is expected"),
        (["x.csv", "--uri", "urn:archive"], "--uri 'urn:archive' has no {}"),
    ):
        done = muster(installation, "import", str(tmp_path / arguments[0]), *arguments[1:])
        assert done.returncode == 2
        assert why in done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
    assert not installation.messages(topics.ARTICLES)


async def read(installation: Installation) -> Ledger:
    async with Store(installation.settings) as store:
        return (await Ledgers(store).read(["NO/present"]))["NO/present"]


def test_json_lines_of_any_kind_are_imported_with_a_header_that_says_so(
    installation: Installation, tmp_path: Path
) -> None:
    lines = [
        {"id": 1, "title": "Rain", "content": "Rain fell."},
        {"uri": "urn:ninjs", "body_html": "<p>Snow fell.</p>", "versioncreated": "2019-03-04T00:00:00Z"},
        {"uri": "urn:picture", "type": "picture", "headline": "Rain"},
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = muster(installation, "import", str(tmp_path / "x.jsonl"), "--rate", "100")
    assert done.returncode == 0, done.stderr
    assert "1 without text (pictures, packages) passed over" in done.stderr
    assert "2 stories sent, silently" in done.stderr
    assert sorted(stories(installation)) == ["1", "urn:ninjs"]
