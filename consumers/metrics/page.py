"""docs/metrics.md: every metric, from the declarations themselves.

`python -m consumers.metrics.page write` writes it anew, after a change to a declaration;
`python -m consumers.metrics.page check` exits 1 and says so if it is not what they say now.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

# it is what declares them
from consumers.metrics import declared  # noqa: F401
from consumers.metrics.declaring import DECLARED, Declared

PAGE: Final = Path(__file__).parents[2] / "docs" / "metrics.md"
WRITE: Final = "python -m consumers.metrics.page write"

_HEAD: Final = f"""# Metrics
What Muster counts of itself, in Prometheus' format. Each process that has `MUSTER_HEALTH=host:port` shows it there at
`/metrics`, beside `/live` and `/ready`: worker, gateway, desk and `muster publish --watch`. Without that setting nothing
is shown: whoever reaches the port reads the names of receivers, providers and topics, and how busy a newsroom is, but no
word and no uri of a story. There is no sign-in; keep it inside.

<!-- not run: a worker runs until it is stopped; tests/integration/test_metrics.py asks one -->
```sh
MUSTER_HEALTH=127.0.0.1:8601 muster worker
curl -s http://127.0.0.1:8601/metrics
```

`make up` has it for all that it starts, and says where. [`deploy/prometheus/`](../deploy/prometheus) has a configuration
for Prometheus and the alarms that are worth waking someone for, each with what to do in
[operating.md](operating.md#alarms); [`deploy/grafana/`](../deploy/grafana) has a dashboard. All figures are of one process
and begin at nothing when it starts; add up the processes of a stage.

<!-- written by {WRITE} -->
"""


def page() -> str:
    """The whole page, Markdown."""
    return f"{_HEAD}\n{''.join(_lines())}"


def _lines() -> Iterator[str]:
    yield "| name | labels | what it means | when to worry |\n|---|---|---|---|\n"
    for each in DECLARED.values():
        yield f"| `{each.name}` ({each.kind}) | {_labels(each)} | {each.means} | {each.worry} |\n"


def _labels(each: Declared) -> str:
    return ", ".join(f"`{label}`" for label in each.labels)


def stale(path: Path | None = None) -> bool:
    """Whether the page is missing, or is not what the declarations say now."""
    path = path or PAGE
    return not path.is_file() or path.read_text(encoding="utf-8") != page()


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    match arguments:
        case ["write"]:
            PAGE.write_text(page(), encoding="utf-8")
            return 0
        case ["check"]:
            if stale():
                print(f"{PAGE} is not what the declarations say now; run: {WRITE}", file=sys.stderr)
                return 1
            return 0
        case _:
            print("usage: python -m consumers.metrics.page write|check", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
