"""What a command remembers from one call to the next: small JSON files in MUSTER_HOME."""

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any

from consumers.errors import MusterError
from consumers.settings import Settings


class Remembered:
    """One such file, which is whole or not there. `about` is what it is about; another installation has its own."""

    def __init__(self, settings: Settings, kind: str, about: str) -> None:
        whose = "\n".join([settings.kafka, settings.prefix, about])
        name = hashlib.sha256(whose.encode(errors="surrogatepass")).hexdigest()[:24]
        self.path = settings.home / kind / f"{name}.json"

    def read(self) -> dict[str, Any]:
        """What was kept; nothing if there is nothing, or nothing that can be read: work done twice does no harm."""
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, state: Mapping[str, Any]) -> None:
        """Keep this in the place of what was kept. Raises `MusterError` if the folder can't be written to."""
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as file:
                json.dump(state, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            raise MusterError(f"{self.path}: {error.strerror}; MUSTER_HOME names another folder") from error
