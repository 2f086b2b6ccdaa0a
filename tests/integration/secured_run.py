"""A run of all that Muster does on servers with security on, and all that it leaves."""

import asyncio
import json
import os
import re
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import aiohttp
import psutil

from consumers import topics
from consumers.clients.elasticsearch import blocking
from consumers.command.running import environment
from consumers.desk.users import Users
from consumers.gateway.app import keys_file
from consumers.gateway.keys import Keys
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings, variable
from consumers.stored.elastic import Store
from deploy.local import ports
from schemas import Rule
from tests.integration.gateway import running_gateway, wait_until_ready
from tests.integration.hook import KEY, Hook, hook
from tests.integration.installation import Installation, soldiers, until
from tests.integration.secured import Installed
from tests.integration.serving import serving

PASSWORD = "mari's own long password"
MAIL, PATH, SESSIONS = (
    "Pw-of-the-relay-4711",
    "Path-that-is-a-secret-4711",
    "signs-the-sessions-of-the-desk-4711",
)


def command(settings: Settings, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`muster …` as it is run in production: every secret is in a file."""
    secret = {name: value for name, value in environment(settings).items() if name not in os.environ}
    given = {name: value for name, value in secret.items() if value}
    folder = settings.home / "secrets"
    folder.mkdir(exist_ok=True)
    for name in ("kafka_password", "elasticsearch_password", "desk_secret"):
        if value := given.pop(variable(name), ""):
            (folder / name).write_text(value + "\n")
            given[f"{variable(name)}_FILE"] = str(folder / name)
    return subprocess.run(
        [sys.executable, "-m", "consumers.command", *arguments],
        env={**os.environ, **given, **changes},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Run:
    """What a run of everything left: what was said, what was asked of the receiver, every process's arguments."""

    settings: Settings
    said: str
    key: str
    hook: Hook
    found: str
    pushed: int
    arguments: str


def run_everything(installed: Installed) -> Run:
    """Everything that Muster does, once, at its most talkative."""
    setup = installed.settings("muster-setup")
    made = [command(setup, "topics", "create"), command(setup, "index", "create")]
    assert [each.returncode for each in made] == [0, 0], made
    return asyncio.run(_run(installed, "".join(each.stdout + each.stderr for each in made)))


async def _run(installed: Installed, said: str) -> Run:
    home = installed.settings().home
    Users(home / "users").add("mari", "analyst", PASSWORD)
    async with hook() as receiver:
        receivers = {
            "hook": {"webhook": receiver.url(f"/{PATH}"), "secret": "${HOOK_SECRET}"},
            "mail": {"apprise": f"mailto://muster:{MAIL}@127.0.0.1:9?to=a@example.org&from=b@example.org"},
        }
        (home / "receivers.yaml").write_text(json.dumps(receivers).replace("${HOOK_SECRET}", KEY))
        settings = installed.settings(
            receivers=home / "receivers.yaml",
            desk_users=home / "users",
            desk_secret=SESSIONS,
            webhooks_to_private_addresses=True,
            delivery_attempts=1,
            log_level="debug",
        )
        async with Store(settings) as store:
            await Rulebook(store).put(Rule(name="all news", to=("hook", "mail")))
        return await asyncio.to_thread(_at_work, Installation(settings), receiver, said)


def _at_work(ours: Installation, receiver: Hook, said: str) -> Run:
    settings = ours.settings
    key = Keys(keys_file(settings)).add("east", today=date(2026, 11, 16))
    article = settings.home / "article.json"
    article.write_text(json.dumps(soldiers("urn:test:published", 2_400)))
    with ExitStack() as stack:
        (port,) = ports.choose(1)
        counting = f"127.0.0.1:{port}"
        worker = stack.enter_context(ours.with_(health=counting).worker())
        gateway = stack.enter_context(running_gateway(settings))
        address, _ = stack.enter_context(serving(settings, "desk", "--port", "0", log=ours.log("desk")))
        wait_until_ready(gateway)
        outputs = [command(settings, "publish", str(article))]
        ours.put(topics.ARTICLES, [("broken", b"no article")])
        pushed = asyncio.run(_push(gateway.address, key))
        ours.wait(worker)
        until(lambda: len(receiver.taken()) >= 2, timeout=120)
        until(lambda: len(ours.messages(topics.DEAD_LETTERS)) >= 3, timeout=120)
        with blocking(settings, request_timeout=30) as client:
            client.indices.refresh(index="muster-*")
        outputs += [
            command(settings, *words.split())
            for words in ("search soldiers", "alerts", "dead-letters list", "receivers list")
        ]
        found = asyncio.run(_sign_in_and_search(address))
        with urllib.request.urlopen(f"http://{counting}/metrics", timeout=30) as shown:
            (settings.home / "metrics.txt").write_bytes(shown.read())
        arguments = "\n".join(
            " ".join(each.info["cmdline"] or ()) for each in psutil.process_iter(["cmdline"])
        )
    assert [each.returncode for each in outputs] == [0] * len(outputs), outputs
    said += "".join(each.stdout + each.stderr for each in outputs)
    return Run(settings, said, key, receiver, found, pushed, arguments)


async def _push(address: str, key: str) -> int:
    words = (
        "Poland lost 3,100 soldiers at the lake, its general staff wrote in a letter to parliament on Monday."
    )
    body = json.dumps({**soldiers("urn:test:pushed", 0, country="Poland"), "text": words})
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as session:
        async with session.post(
            f"{address}/push", data=body, headers={"authorization": "Bearer no"}
        ) as refused:
            assert refused.status == 401
        async with session.post(f"{address}/push", data=body, headers=headers) as answer:
            return answer.status


async def _sign_in_and_search(address: str) -> str:
    async with aiohttp.ClientSession(address, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get("/sign-in") as page:
            token = re.search(r'name="csrf" value="([^"]+)"', await page.text())
            assert token
        form = {"name": "mari", "password": PASSWORD, "csrf": token[1]}
        async with session.post("/sign-in", data=form) as answer:
            assert answer.status == 200
        async with session.get("/", params={"q": "soldiers"}) as answer:
            # what is found is marked
            return re.sub("<[^>]+>", "", await answer.text())
