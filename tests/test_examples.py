"""Every block of README.md and docs/ is run by a test, or says why not; what it names is there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest
import typer
from standardwebhooks import Webhook

from consumers.command.app import app
from consumers.command.rules import files
from consumers.delivery import receivers
from consumers.gateway import providers
from consumers.settings import Settings
from pipeline.intake import read as read_article
from schemas import Rule
from schemas.published import examples
from tests.consumers.gateway.pushing import SECRET
from tests.pages import README, ROOT, Block, blocks, pages, read

ALL = [block for page in pages() for block in read(page)]
SECRETS = MappingProxyType(
    {
        "SMTP_PASSWORD": "a-password",
        "SLACK_URL": "https://hooks.slack.com/services/T00000000/B00000000/aaaaaaaaaaaaaaaaaaaaaaaa",
        "ARCHIVE_SECRET": SECRET,
        "NORTH_WIRE_TOKEN": "a-token-of-north-wires",
        "SOUTH_WIRE_SECRET": SECRET,
    }
)


# --- every block has something done with it ------------------------------------------------------


@pytest.mark.parametrize("block", ALL, ids=str)
def test_each_block_is_run_or_says_why_not(block: Block) -> None:
    if not block.marks:
        assert block.language in ("sh", "mermaid"), (
            f"{block}: mark what becomes of it, as tests/pages.py has it"
        )
    for why in block.marked("not run"):
        assert len(why) > 10, f"{block}: why not?"
    for kind in block.marked("is"):
        assert kind in IS, f"{block}: nothing reads {kind!r}"


@pytest.mark.parametrize("block", [each for each in ALL if each.marked("run by")], ids=str)
def test_the_file_that_runs_a_block_is_there_and_knows_its_page(block: Block) -> None:
    for name in block.marked("run by"):
        path = ROOT / name
        assert path.is_file(), f"{block}: there is no {name}"
        assert Path(block.page).name in path.read_text(encoding="utf-8"), f"{name} knows nothing of {block}"


def test_what_a_page_says_is_printed_is_printed_by_something() -> None:
    for page in pages():
        before = None
        for block in read(page):
            if block.marked("says"):
                assert before is not None, f"{block}: no commands stand before it"
                assert before.is_done_in_order, f"{block}: what stands before it is not run"
            before = block


# --- what is shown is what is read ---------------------------------------------------------------


def _article(text: str, _: Path) -> None:
    assert read_article(text.encode()).uri


def _rules(text: str, folder: Path) -> None:
    assert files.read(_written(folder, text))


def _receivers(text: str, folder: Path) -> None:
    assert receivers.read(_written(folder, text), SECRETS)


def _providers(text: str, folder: Path) -> None:
    settings = Settings(_env_file=None, gateway_providers=_written(folder, text))
    assert providers.read(settings, SECRETS)


def _example_of(kind: str) -> Callable[[str, Path], None]:
    def is_it(text: str, _: Path) -> None:
        whole = [json.loads(example) for example in examples(kind).values()]  # type: ignore[arg-type]  # one of them
        assert json.loads(text) in whole

    return is_it


def _written(folder: Path, text: str) -> Path:
    path = folder / "shown.yaml"
    path.write_text(text, encoding="utf-8")
    return path


IS: Mapping[str, Callable[[str, Path], None]] = MappingProxyType(
    {
        "article": _article,
        "rules": _rules,
        "receivers": _receivers,
        "providers": _providers,
        **{
            f"example of {kind}": _example_of(kind)
            for kind in ("article", "story", "claim", "alert", "rule", "dead_letter", "feedback")
        },
    }
)


@pytest.mark.parametrize("block", [each for each in ALL if each.marked("is")], ids=str)
def test_what_is_shown_is_read_as_what_it_is(block: Block, tmp_path: Path) -> None:
    for kind in block.marked("is"):
        IS[kind](block.text, tmp_path)


def test_the_servers_of_the_page_on_security_are_settings(tmp_path: Path) -> None:
    """docs/security.md: the variables go together, and each is one that there is."""
    (exports,) = (each for each in blocks("docs/security.md", "sh") if each.text.startswith("export"))
    for name in ("kafka", "elasticsearch", "ca.pem"):
        (tmp_path / name).write_text("secret", encoding="utf-8")
    here = re.sub(r"/run/secrets|/etc/muster", str(tmp_path), exports.text)
    set_by = re.findall(r"\bMUSTER_\w+", here)
    shown = f"{here}\n{sys.executable} -c 'from consumers.settings import Settings; print(Settings(_env_file=None))'"
    done = subprocess.run(
        ["sh", "-eu", "-c", shown],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "kafka-1.example:9093" in done.stdout
    assert {name.removesuffix("_FILE") for name in set_by} <= {
        f"MUSTER_{name.upper()}" for name in Settings.model_fields
    }


def test_a_webhook_is_verified_as_the_page_on_receivers_says() -> None:
    """docs/receivers.md"""
    (program,) = blocks("docs/receivers.md", "python")
    (shown,) = blocks("docs/receivers.md", "json")
    body = json.dumps({"type": "alert.revised", "data": json.loads(examples("alert")["alert-revised.json"])})
    moment = datetime.now(UTC)
    headers = {
        "webhook-id": "one",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(SECRET).sign("one", moment, body),
    }
    assert json.loads(shown.text)["type"] == "alert.revised"
    indented = "".join(f"    {line}\n" for line in program.text.splitlines())
    verify = f"def answer(secret, body, headers, seen):\n{indented}    return 'new'\n"
    scope: dict[str, Callable[..., object]] = {}
    exec(verify, scope)
    assert scope["answer"](SECRET, body, headers, set()) == "new"
    assert scope["answer"](SECRET, body, headers, {"one"}) is None
    with pytest.raises(Exception, match="No matching signature"):
        scope["answer"](SECRET, body + " ", headers, set())


# --- what is named is there ----------------------------------------------------------------------


def _named_commands() -> Iterator[tuple[str, str]]:
    """Every `muster …` and `make …` of a page, in a block of commands or in the text, with where it stands."""
    for page in pages():
        name = str(page.relative_to(ROOT))
        text = page.read_text(encoding="utf-8")
        for line in re.findall(
            r"^ *(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?((?:muster|make) .+?)(?: +#.*)?$", text, re.M
        ):
            yield name, line
        for inline in re.findall(r"(?<!`)`((?:muster|make) [^`\n]+)`(?!`)", text):
            yield name, inline


COMMANDS = sorted(set(_named_commands()))


@pytest.mark.parametrize(
    ("page", "command"), COMMANDS, ids=[f"{page}: {command}" for page, command in COMMANDS]
)
def test_each_command_that_a_page_names_is_one(page: str, command: str) -> None:
    program, *words = re.split(r"\s+[|>&]+\s*|\s+", command)
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert words[0] in targets, f"{page}: make has no {words[0]}"
        return
    found: object = typer.main.get_command(app)
    while (inside := getattr(found, "commands", None)) and words and not words[0].startswith("-"):
        if words[0].isupper():
            return  # muster COMMAND --help
        assert words[0].strip(",") in inside, f"{page}: {command}: there is no {words[0]}"
        found = inside[words.pop(0).strip(",")]
    options = {option for each in found.params for option in each.opts}  # type: ignore[attr-defined]  # click's
    given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert given <= options | {"--help"}, f"{page}: {command}: there is no {given - options}"


def test_the_rules_of_the_page_have_every_field(tmp_path: Path) -> None:
    shown = {
        field
        for block in blocks("docs/rules.md", "yaml")
        for rule in files.read(_written(tmp_path, block.text))
        for field in rule.model_dump(exclude_defaults=True)
    }
    assert shown == Rule.model_fields.keys(), "the page has an example of each field"


def test_a_block_that_nobody_runs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A\n```sh\nmuster alerts\n```\n<!-- not run: needs an account -->\n```json\n{}\n```\n1. B\n   ```yaml\n   a: 1\n   ```\n"
    )
    monkeypatch.setattr("tests.pages.ROOT", tmp_path)
    alerts, account, bare = read(page)
    assert alerts.is_done_in_order
    assert account.marked("not run") == ("needs an account",)
    assert (bare.text, bare.marks) == ("a: 1\n", ())
    with pytest.raises(AssertionError, match="mark what becomes of it"):
        test_each_block_is_run_or_says_why_not(bare)
    assert README.is_file()
