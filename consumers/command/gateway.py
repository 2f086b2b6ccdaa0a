"""muster gateway: stories over HTTP, and the keys for it."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from consumers.command import context, serving
from consumers.command.progress import complain, console
from consumers.gateway import create_app, is_set_up
from consumers.gateway.app import keys_file
from consumers.gateway.gateway import Gateway
from consumers.gateway.keys import Keys
from consumers.health.beside import answering
from consumers.logs import set_up
from consumers.settings import Settings
from consumers.traces import provider

PORT = 8700
_GRACE = 15
"""seconds beside those that a push waits for Kafka"""

app = typer.Typer()
keys = typer.Typer(no_args_is_help=True, help="Who may push by key.")
app.add_typer(keys, name="keys")


@app.callback(invoke_without_command=True)
def gateway(
    called: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: a free one.")] = PORT,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop when standard input closes.")
    ] = False,
    json_logs: Annotated[
        bool, typer.Option("--json-logs", help="Log as JSON lines, whatever MUSTER_LOG_FORMAT says.")
    ] = False,
) -> None:
    """Take stories over HTTP and put them into Kafka, until Ctrl-C or SIGTERM.

    A push is answered 202 when Kafka has it. TLS is for a proxy in front of it. docs/publishing.md says how to push.

    Example: [bold]muster gateway keys add north-wire[/bold], then [bold]muster gateway[/bold]
    """
    if called.invoked_subcommand is not None:
        return
    settings = context.connected()
    set_up(settings, as_json=json_logs or None)
    if not is_set_up(settings):
        complain("nobody may push yet: muster gateway keys add NAME, or MUSTER_GATEWAY_PROVIDERS")
    asyncio.run(_serve(settings, host=host, port=port, with_parent=with_parent))


async def _serve(settings: Settings, *, host: str, port: int, with_parent: bool) -> None:
    provider.begin(settings, "gateway")
    app = create_app(settings)
    probes: Gateway = app.state.gateway
    grace = round(settings.gateway_wait) + _GRACE
    async with answering(settings, live=probes.live.reasons, ready=probes.ready.reasons):
        await serving.serve(
            app, what="The gateway", host=host, port=port, grace=grace, with_parent=with_parent
        )


@keys.command("add")
def add(name: Annotated[str, typer.Argument(help="The provider; it may have several keys.")]) -> None:
    """Make a key for a provider, and print it, once: only its hash is kept. A running gateway takes it at once.

    Example: [bold]muster gateway keys add north-wire[/bold]
    """
    path = keys_file(context.settings())
    key = Keys(path).add(name, today=datetime.now(UTC).date())
    print(key)
    console.print(f"its hash is in {path}; the key is shown only now", highlight=False)


@keys.command("list")
def list_() -> None:
    """Show who has keys: name, the key's id, when it was made.

    Example: [bold]muster gateway keys list[/bold]
    """
    found = Keys(keys_file(context.settings())).all()
    width = max((len(key.name) for key in found), default=0)
    for key in sorted(found, key=lambda key: (key.name, key.added)):
        print(f"{key.name:<{width}}  {key.id}  {key.added}")
    if not found:
        print("no keys: muster gateway keys add NAME makes one")


@keys.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The provider.")],
    key: Annotated[str | None, typer.Option(help="Only the key of that id, as list shows it.")] = None,
) -> None:
    """Take a provider's keys away. A running gateway refuses them at once.

    Example: [bold]muster gateway keys remove north-wire --key 3f2a91bc[/bold]
    """
    count = Keys(keys_file(context.settings())).remove(name, id_=key)
    print(f"{count} removed")
