"""docs/settings.md: every setting, from the settings themselves.

`python -m consumers.settings_page write` writes it anew, after a change to a setting;
`python -m consumers.settings_page check` exits 1 and says so if it is not what the settings say now.
"""

import sys
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from consumers.settings import Settings, variable

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
WRITE = "python -m consumers.settings_page write"

_HEAD = f"""# Settings
Each is an environment variable, or a line `NAME=value` in the file `.env` of the folder that `muster` runs in.
A value that can't be right is named, and nothing starts. Secrets (passwords, keys, `MUSTER_DESK_SECRET`) are never
logged; each may come from a file instead, whose name is in the same variable with `_FILE` after it:
`MUSTER_KAFKA_PASSWORD_FILE=/run/secrets/kafka`.

<!-- written by {WRITE} -->
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


def stale(path: Path | None = None) -> bool:
    """Whether the page is missing, or is not what the settings say now."""
    path = path or PAGE
    return not path.is_file() or path.read_text(encoding="utf-8") != page()


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    match arguments:
        case ["write"]:
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(page(), encoding="utf-8")
            return 0
        case ["check"]:
            if stale():
                print(f"{PAGE} is not what the settings say now; run: {WRITE}", file=sys.stderr)
                return 1
            return 0
        case _:
            print("usage: python -m consumers.settings_page write|check", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
