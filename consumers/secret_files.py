"""Secrets from files: `MUSTER_KAFKA_PASSWORD_FILE=/run/secrets/kafka` in the place of `MUSTER_KAFKA_PASSWORD`.

What every orchestrator mounts; a file is in no process's environment, which crash reports and children get to see.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from consumers.errors import MusterError

FILE = "_file"
"""after the name of a secret's variable"""


class SecretFiles(PydanticBaseSettingsSource):
    """Reads each secret whose file is named. `variables` are those of the environment and `.env`, in small letters."""

    def __init__(self, settings: type[BaseSettings], variables: Mapping[str, str | None]) -> None:
        super().__init__(settings)
        self._variables = variables

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """What the secret's file holds, None if none is named. Raises `MusterError` if it can't be read."""
        variable = f"{self.config.get('env_prefix', '')}{field_name}".lower()
        named = self._variables.get(variable + FILE)
        if not named or field.annotation is not SecretStr:
            return None, field_name, False
        shown = (variable + FILE).upper()
        if self._variables.get(variable):
            raise MusterError(f"{variable.upper()} and {shown} are both set: set one of them")
        return SecretStr(_held(shown, Path(named))), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every secret that a file is named for."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self._fields()}
        return {name: value for name, value in found.items() if value is not None}

    def _fields(self) -> list[tuple[str, FieldInfo]]:
        return list(self.settings_cls.model_fields.items())


def _held(shown: str, path: Path) -> str:
    try:
        held = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise MusterError(
            f"{shown}: {path} can't be read ({type(error).__name__}): name a file that holds the secret alone"
        ) from None
    if not held:
        raise MusterError(f"{shown}: {path} is empty: write the secret into it")
    return held
