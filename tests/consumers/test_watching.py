"""Which files of a folder that is watched are ready to be published: written to the end, and no way out of it."""

import os
from pathlib import Path

import pytest

from consumers.command.remembered import Remembered
from consumers.command.watching import Watched
from consumers.settings import Settings


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    (tmp_path / "wire").mkdir()
    return Watched(settings(tmp_path), tmp_path / "wire", feeds=False)


def settings(home: Path) -> Settings:
    return Settings(_env_file=None, home=home / "home", kafka="127.0.0.1:1")


def ready(watched: Watched) -> list[str]:
    return [path.name for path, _ in watched.ready()]


def test_a_file_is_ready_once_it_has_stayed_the_same_from_one_look_to_the_next(
    watched: Watched, tmp_path: Path
) -> None:
    story = tmp_path / "wire" / "story.json"
    story.write_text('{"uri": ')
    assert ready(watched) == []
    with story.open("a") as still_writing:
        still_writing.write('"urn:a"')
    assert ready(watched) == []
    assert ready(watched) == ["story.json"]

    # of the same size, and another file: it came by a rename
    other = tmp_path / "other"
    other.write_text(story.read_text())
    os.utime(other, ns=(0, story.stat().st_mtime_ns))
    other.rename(story)
    assert ready(watched) == []
    assert ready(watched) == ["story.json"]


def test_what_leads_out_of_the_folder_or_is_no_file_is_named_once_and_never_opened(
    watched: Watched, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wire = tmp_path / "wire"
    (tmp_path / "secret.json").write_text('{"uri": "urn:secret", "text": "x"}')
    (wire / "link.json").symlink_to(tmp_path / "secret.json")
    (wire / "round.json").symlink_to("round.json")
    os.mkfifo(wire / "pipe.json")
    (wire / ".story.json").write_text("hidden: another program's, still being written")
    (wire / "story.json.part").write_text("another program's, still being written")
    (wire / "deeper.json").mkdir()
    for _ in range(3):
        assert ready(watched) == []
    said = capfd.readouterr().err
    assert said.count("link.json: is a link, and links are not followed") == 1
    assert said.count("round.json: is a link") == 1
    assert said.count("pipe.json: is no plain file") == 1
    assert said.count("\n") == 3
    assert len(watched.faults) == 3


def test_a_file_that_a_link_takes_the_place_of_is_not_read_through_it(
    watched: Watched, tmp_path: Path
) -> None:
    story, secret = tmp_path / "wire" / "story.json", tmp_path / "secret.json"
    secret.write_text("not an article")
    story.write_text("not an article")
    ready(watched)
    ((path, look),) = watched.ready()
    story.unlink()
    story.symlink_to(secret)
    watched.publish(path, look, sender=None)  # type: ignore[arg-type]  # nothing gets as far as being sent
    (tmp_path / "third").write_text("not an article")
    story.unlink()
    (tmp_path / "third").rename(story)
    watched.publish(path, look, sender=None)  # type: ignore[arg-type]
    assert watched.published == 0


def test_a_folder_that_goes_is_named_once_and_is_looked_for_until_it_is_back(
    watched: Watched, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wire").rmdir()
    assert ready(watched) + ready(watched) == []
    assert capfd.readouterr().err.count("No such file or directory; looking again until it is back") == 1
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "story.json").write_text("{}")
    assert ready(watched) + ready(watched) == ["story.json"]


def test_what_is_kept_is_whole_or_not_there(tmp_path: Path) -> None:
    kept = Remembered(settings(tmp_path), "watched", "/some/folder")
    assert kept.read() == {}
    kept.write({"published": {"a\udcff.json": [1, 2, 3]}})
    assert kept.read() == {"published": {"a\udcff.json": [1, 2, 3]}}
    assert [path.name for path in kept.path.parent.iterdir()] == [kept.path.name]
    kept.path.write_text('{"published": ')
    assert kept.read() == {}
    assert Remembered(settings(tmp_path), "watched", "/another/folder").read() == {}
