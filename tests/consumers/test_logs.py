"""Logs hold no bodies and no secrets; in a process of its own, for logging is set up once a process."""

import json
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
