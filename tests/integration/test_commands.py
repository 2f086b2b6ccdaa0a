"""The `muster` command against real servers."""

import json
import subprocess
import sys
from pathlib import Path

from consumers.command.running import environment
from tests.integration.installation import Installation, soldiers


def muster(installation: Installation, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "consumers.command", *arguments],
        env=environment(installation.settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_publish_search_and_alerts(installation: Installation, tmp_path: Path) -> None:
    articles, update = tmp_path / "articles.jsonl", tmp_path / "update.json"
    countries = ("Norway", "Poland", "Spain")
    stories = [soldiers(f"urn:test:{i}", 2_400 + i, country=name) for i, name in enumerate(countries)]
    articles.write_text("\n".join(map(json.dumps, stories)))
    update.write_text(json.dumps(soldiers("urn:test:0", 3_100, hour=9)))
    captioned = tmp_path / "captioned.json"
    html = "<p>Rain fell.</p><figure><img src='a.jpg'><figcaption>A lighthouse at dusk</figcaption></figure>"
    captioned.write_text(json.dumps({"uri": "urn:test:rain", "headline": "Rain", "html": html}))
    with installation.worker() as worker:
        published = muster(installation, "publish", str(articles))
        assert published.returncode == 0, published.stderr
        assert "3 published" in published.stderr
        installation.wait(worker)
        assert muster(installation, "publish", str(update), str(captioned)).returncode == 0
        installation.wait(worker)
        installation.look()

    searched = muster(installation, "search", '"defence ministry" soldiers', "-n", "2")
    assert searched.returncode == 0, searched.stderr
    assert "2 of 3 stories" in searched.stdout
    assert "soldiers" in searched.stdout
    assert "no story matches" in muster(installation, "search", "submarines").stdout
    assert "Rain" in muster(installation, "search", "lighthouse").stdout, (
        "what stands beside the text is found"
    )
    assert "1 of 1 stories" in muster(installation, "search", "soldiers force:NO place:EE number>3000").stdout
    assert "has no number after its sign" in muster(installation, "search", "number>many").stderr
    as_json = muster(installation, "search", "estonia", "--json").stdout.splitlines()
    assert {json.loads(line)["uri"] for line in as_json} == {"urn:test:0", "urn:test:1", "urn:test:2"}

    alerts = muster(installation, "alerts")
    assert alerts.returncode == 0, alerts.stderr
    assert "revised" in alerts.stdout
    assert "Norwegian" in alerts.stdout
    kinds = [
        json.loads(line)["kind"] for line in muster(installation, "alerts", "--json").stdout.splitlines()
    ]
    assert kinds == ["revised", "new", "new", "new"], "the newest stands first"


def test_publish_sends_nothing_if_one_article_is_wrong(installation: Installation, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps(soldiers("urn:test:good", 2_400)) + '\n{"text": "no uri"}\n')
    refused = muster(installation, "publish", str(articles))
    assert refused.returncode == 2
    assert f"{articles}:2: uri: Field required" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not installation.messages("articles")
    assert muster(installation, "publish", "--unchecked", str(articles)).returncode == 0


def test_topics_and_index_can_be_made_again_without_harm(installation: Installation) -> None:
    for command, there in (("topics", "every topic is there"), ("index", "every index is there")):
        again = muster(installation, command, "create")
        assert again.returncode == 0, again.stderr
        assert there in again.stdout


def test_servers_that_are_not_there_are_one_clear_line(installation: Installation) -> None:
    away = installation.with_(kafka="127.0.0.1:9", elasticsearch="http://127.0.0.1:9")
    for arguments, address in (
        (["topics", "create"], "127.0.0.1:9"),
        (["index", "create"], "http://127.0.0.1:9"),
        (["search", "x"], "http://127.0.0.1:9"),
        (["alerts"], "http://127.0.0.1:9"),
    ):
        failed = muster(away, *arguments)
        assert failed.returncode == 2, arguments
        assert address in failed.stderr
        assert len(failed.stderr.strip().splitlines()) == 1, failed.stderr
