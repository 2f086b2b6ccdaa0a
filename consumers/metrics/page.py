"""docs/metrics.md: every metric, from the declarations themselves.

`python -m consumers.metrics.page write` writes it anew, after a change to a declaration;
`python -m consumers.metrics.page check` exits 1 and says so if it is not what they say now.
"""

import sys
from collections.abc import Iterator
from typing import Final

from consumers import written_page

# it is what declares them
from consumers.metrics import declared  # noqa: F401
from consumers.metrics.declaring import DECLARED, Declared

PAGE: Final = written_page.DOCS / "metrics.md"
MODULE: Final = "consumers.metrics.page"

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

<!-- written by python -m {MODULE} write -->
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


if __name__ == "__main__":
    sys.exit(written_page.main(sys.argv[1:], module=MODULE, path=PAGE, page=page))
