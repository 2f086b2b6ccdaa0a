"""docs/security.md: what it shows is what is run, and every test that it names is there."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\|(?! who |---)", line)]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip()[:60])
def test_each_threat_has_tests_that_are_there_or_is_said_not_to_be_stopped(row: str) -> None:
    *_, shown, _ = row.split("|")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown)
    assert named or shown.strip() == "not stopped"
    for path, name in named:
        assert name in names_in(path), f"{path} has no {name}"


def test_the_table_knows_all_whom_it_should() -> None:
    assert len(ROWS) > 40
    assert sum("not stopped" in row for row in ROWS) >= 4, "it would be the first system without"


@pytest.mark.parametrize(
    ("mark", "name"), [("roles", "elasticsearch-roles.json"), ("acls", "kafka-acls.txt")]
)
def test_the_page_shows_the_files_that_are_used(mark: str, name: str) -> None:
    shown = re.search(rf"<!-- {mark} -->\n(?:<!-- [^\n]+ -->\n)*```\w*\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    assert shown[1] == (ROOT / "deploy" / "security" / name).read_text(encoding="utf-8")


def test_everything_that_is_installed_is_pinned_by_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^(\S+)==\S+.*?(?=^\S|\Z)", lock, re.DOTALL | re.MULTILINE)
    blocks = re.findall(r"^\S+==.*?(?=^\S|\Z)", lock, re.DOTALL | re.MULTILINE)
    assert len(pins) == len(blocks) > 100
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "--require-hashes -r requirements.lock" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "from kafka import KafkaProducer",
        "from kafka import KafkaConsumer",
        "from kafka import KafkaAdminClient",
        "from aiokafka import AIOKafkaProducer",
        "from elasticsearch import AsyncElasticsearch",
        "import kafka; kafka.KafkaProducer()",
    ],
)
def test_a_client_that_is_made_elsewhere_is_refused_by_the_linter(line: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--select",
            "TID251",
            "--stdin-filename",
            "consumers/new.py",
            "-",
        ],
        input=f"{line}\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "TID251" in done.stdout
