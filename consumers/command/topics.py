"""muster topics: the Kafka topics."""

import typer

from consumers import topics
from consumers.command import context

app = typer.Typer(no_args_is_help=True, help="The Kafka topics.")


@app.command()
def create() -> None:
    """Make the topics that aren't there yet. Running it again does no harm.

    Example: [bold]MUSTER_PARTITIONS=8 muster topics create[/bold]
    """
    settings = context.connected()
    made = topics.create(settings)
    print(f"made {', '.join(made)}" if made else "every topic is there")
