"""muster topics: the Kafka topics."""

from typing import Annotated

import typer

from consumers import growing, topics
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


@app.command()
def grow(
    partitions: Annotated[int, typer.Argument(min=1, help="How many each is to have.", show_default=False)],
) -> None:
    """Give every topic more partitions, so that more workers can share them.

    Who publishes has to be stopped, then the workers once they have finished: otherwise it is refused.

    Example: [bold]muster topics grow 8[/bold]
    """
    grown = growing.grow(context.connected(), partitions)
    print(
        f"{', '.join(grown)}: {partitions} partitions"
        if grown
        else f"every topic has {partitions} partitions"
    )
    print(f"set MUSTER_PARTITIONS={partitions} for topics that are yet to be made; start the workers again")
