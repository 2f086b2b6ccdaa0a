"""What the desk has in its hands for as long as it runs."""

from dataclasses import dataclass

from fastapi.templating import Jinja2Templates

from consumers.desk.attempts import Attempts
from consumers.desk.letters import WaitingLetters
from consumers.desk.turns import AllTurns
from consumers.desk.users import Users
from consumers.health.said import Probe
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from consumers.stored.elastic import Store


@dataclass(frozen=True)
class Desk:
    """One connection to Elasticsearch, the templates, and who may come in; `users` is None without sign-in."""

    settings: Settings
    store: Store
    rulebook: Rulebook
    templates: Jinja2Templates
    users: Users | None
    attempts: Attempts
    turns: AllTurns
    ready: Probe
    letters: WaitingLetters
