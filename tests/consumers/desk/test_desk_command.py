"""`muster desk` and `muster desk-users`, as one types them."""

import subprocess
import sys
from pathlib import Path

from consumers.desk.users import User, Users


def muster(home: Path, *arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "consumers.command", *arguments],
        env={
            "PATH": "/usr/bin:/bin",
            "MUSTER_HOME": str(home),
            "MUSTER_KAFKA": "127.0.0.1:9",
            "MUSTER_ELASTICSEARCH": "http://127.0.0.1:9",
            "COLUMNS": "300",
        },
        input=password,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_user_is_added_with_a_password_from_standard_input(tmp_path: Path) -> None:
    done = muster(tmp_path, "desk-users", "add", "mari", "--role", "analyst", password="long enough 1\n")
    assert done.returncode == 0, done.stderr
    assert "MUSTER_DESK_USERS=" in done.stderr
    assert Users(tmp_path / "desk-users").signed_in("mari", "long enough 1") == User("mari", "analyst")


def test_a_password_that_is_too_short_is_one_clear_line(tmp_path: Path) -> None:
    done = muster(tmp_path, "desk-users", "add", "mari", password="short\n")
    assert done.returncode == 2
    assert done.stderr == "muster: a password has 10 to 1000 characters\n"


def test_a_desk_without_sign_in_is_refused_to_strangers(tmp_path: Path) -> None:
    done = muster(tmp_path, "desk", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert done.stderr.startswith("muster: without sign-in the desk listens to this machine only")
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = muster(tmp_path, "desk", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken" in done.stderr
    assert "Traceback" not in done.stderr
