"""docs/settings.md: every setting, from the settings themselves.

`python -m consumers.settings_page write` writes it anew, after a change to a setting.
"""

import sys
from typing import Final

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from consumers import written_page
from consumers.settings import Settings, variable

MODULE: Final = "consumers.settings_page"
PAGE = written_page.DOCS / "settings.md"

_HEAD: Final = f"""# Settings
Each is an environment variable, or a line `NAME=value` in the file `.env` of the folder that `muster` runs in.
A value that can't be right is named, and nothing starts. Secrets (passwords, keys, `MUSTER_DESK_SECRET`) are never
logged; each may come from a file instead, whose name is in the same variable with `_FILE` after it:
`MUSTER_KAFKA_PASSWORD_FILE=/run/secrets/kafka`.

<!-- written by python -m {MODULE} write -->
"""


def page() -> str:
    """The whole page, Markdown."""
    return f"{_HEAD}\n{table()}"


def table() -> str:
    """Every setting in the order of `Settings`, as a Markdown table."""
    rows = [
        (f"`{variable(name)}`", _default(field), _cell(field))
        for name, field in Settings.model_fields.items()
    ]
    return "".join(
        f"| {' | '.join(row)} |\n" for row in (("name", "default", "meaning"), ("---",) * 3, *rows)
    )


def _default(field: FieldInfo) -> str:
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return f"`{value}`" if value not in ("", None) else "none"


def _cell(field: FieldInfo) -> str:
    # a pipe would end the cell
    return (field.description or "").replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(written_page.main(sys.argv[1:], module=MODULE, path=PAGE, page=page))
