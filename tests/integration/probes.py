"""Asking a process how it is."""

import json
import urllib.error
import urllib.request
from typing import Any


def asked(address: str, *, timeout: float = 10) -> tuple[int, dict[str, Any]]:
    """What is answered; status 0 while nothing is."""
    try:
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
    except OSError:
        return 0, {}
