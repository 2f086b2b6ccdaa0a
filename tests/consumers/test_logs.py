"""Logs hold no bodies and no secrets; in a process of its own, for logging is set up once a process."""

import json
import os
import pty
import subprocess
import sys

import pytest

AS_JSON = "AS_JSON"
FAILS = """
import structlog
from consumers.logs import set_up
from consumers.settings import Settings

settings = Settings(_env_file=None, elasticsearch_user="muster", elasticsearch_password="hunter2")
set_up(settings, as_json=AS_JSON)

def stage(body, settings):
    {}["a key"]

body = f"a body: {500} soldiers"
try:
    stage(body, settings)
except KeyError as error:
    structlog.get_logger().exception("could not be handled", exc_info=error, settings=settings)
"""


@pytest.mark.parametrize("as_json", [True, False])
def test_an_exception_is_logged_with_its_lines_and_without_what_its_variables_held(as_json: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILS.replace(AS_JSON, str(as_json))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    assert "KeyError: 'a key'" in done.stderr
    assert "in stage" in done.stderr
    assert "500 soldiers" not in done.stderr
    assert "hunter2" not in done.stderr


def test_json_logs_are_one_object_a_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILS.replace(AS_JSON, str(True))], capture_output=True, text=True, check=True
    )
    (line,) = done.stderr.splitlines()
    assert json.loads(line)["event"] == "could not be handled"


SAYS = """
import logging
import structlog
from consumers.logs import set_up
from consumers.settings import Settings

set_up(Settings(_env_file=None))
structlog.get_logger("consumers.stages").debug("done", story="urn:test:1")
structlog.get_logger("consumers.stages").info("alert", story="urn:test:1")
logging.getLogger("somebodys.library").debug("a body: 500 soldiers")
"""


def said(terminal: bool, **environment: str) -> str:
    """What a process says on a terminal, or into a file."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    end, theirs = pty.openpty() if terminal else os.pipe()
    try:
        subprocess.run([sys.executable, "-c", SAYS], env={**ours, **environment}, stderr=theirs, check=True)
    finally:
        os.close(theirs)
    with os.fdopen(end, "rb") as reading:
        return reading.read1(100_000).decode()


@pytest.mark.parametrize(
    ("terminal", "wanted", "is_json"),
    [
        (True, "auto", False),
        (False, "auto", True),
        (True, "json", True),
        (False, "text", False),
    ],
)
def test_logs_are_text_on_a_terminal_and_json_elsewhere_unless_a_setting_says(
    terminal: bool, wanted: str, is_json: bool
) -> None:
    (line,) = said(terminal, MUSTER_LOG_FORMAT=wanted).splitlines()
    assert line.startswith("{") == is_json
    if is_json:
        assert {"event": "alert", "story": "urn:test:1", "level": "info"}.items() <= json.loads(line).items()
    else:
        assert "alert" in line


def test_at_its_most_talkative_muster_says_more_and_libraries_don_t() -> None:
    lines = said(False, MUSTER_LOG_LEVEL="debug").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["done", "alert"]


STARTING = """
import logging
from consumers import logs
from consumers.settings import Settings

logs._YOUNG = SECONDS
logs.set_up(Settings(_env_file=None), as_json=False)
kafka = logging.getLogger("aiokafka.consumer.group_coordinator")
kafka.error("Group Coordinator Request failed: [Error 15] GroupCoordinatorNotAvailableError")
kafka.error("Heartbeat failed")
"""


@pytest.mark.parametrize(("seconds", "is_shown"), [("60", False), ("-1", True)])
def test_a_broker_that_has_just_started_is_no_error_until_it_lasts(seconds: str, is_shown: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTING.replace("SECONDS", seconds)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("GroupCoordinatorNotAvailable" in done.stderr) == is_shown
    assert "Heartbeat failed" in done.stderr
