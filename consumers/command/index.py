"""muster index: the Elasticsearch indices."""

import asyncio

import typer

from consumers.command import context
from consumers.stored import indices

app = typer.Typer(no_args_is_help=True, help="The Elasticsearch indices.")


@app.command()
def create() -> None:
    """Make the index templates and the indices that aren't there yet. Running it again does no harm.

    Example: [bold]MUSTER_ANALYZER=standard muster index create[/bold]
    """
    made = asyncio.run(indices.create(context.connected()))
    print(f"made {', '.join(made)}" if made else "every index is there")
