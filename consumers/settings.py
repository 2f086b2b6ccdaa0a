"""Every setting: an environment variable `MUSTER_…`, or a line in the file `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, FilePath, SecretStr
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from consumers.secret_files import SecretFiles
from consumers.server_settings import ServerSettings
from pipeline.parse import DEFAULT_MODEL


class Settings(ServerSettings):
    """What can be set. Secrets are never printed: they are `SecretStr`, and may come from files."""

    model_config = SettingsConfigDict(
        env_prefix="MUSTER_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        # an error's own words would hold the secrets that it is not about
        hide_input_in_errors=True,
    )

    home: Annotated[
        Path, Field(description="folder for what Muster keeps on this machine: servers' data, logs")
    ] = Path(".muster")
    prefix: Annotated[
        str,
        Field(pattern=r"^[a-z0-9][a-z0-9.-]*$|^$", description="before every topic, index and group name"),
    ] = ""
    partitions: Annotated[int, Field(ge=1, description="of each topic that `muster topics create` makes")] = 4
    replication: Annotated[
        int, Field(ge=1, description="copies of each topic and index, the first included")
    ] = 1
    analyzer: Annotated[
        str,
        Field(description="Elasticsearch analyzer of story text: english, or standard on the local server"),
    ] = "english"
    model: Annotated[str, Field(description="spaCy model; a bigger one that is installed may be named")] = (
        DEFAULT_MODEL
    )
    language: Annotated[
        str, Field(description="of an article that doesn't say, and is too short to tell")
    ] = "en"
    spacy_processes: Annotated[int, Field(ge=1, description="worker processes that parse")] = 1
    story_seconds: Annotated[
        float,
        Field(gt=0, description="that a stage may take to read one story; longer: dead letter"),
    ] = 30
    process_stories: Annotated[
        int, Field(ge=1, description="stories after which a process that reads them is replaced")
    ] = 10_000
    process_mebibytes: Annotated[
        int, Field(ge=1, description="memory that such a process may hold; more: it is replaced")
    ] = 1_200
    batch: Annotated[int, Field(ge=1, description="most messages that a stage takes at once")] = 64
    gather_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=10,
            description="that a story which comes alone waits for others before searches find it and its copies are "
            "looked for: one look is enough for all; its alerts don't wait",
        ),
    ] = 0.4
    article_bytes: Annotated[
        int, Field(ge=1, description="largest article that is read; larger: dead letter")
    ] = 2_000_000
    story_bytes: Annotated[
        int,
        Field(
            ge=1,
            description="largest enriched story that is stored; Elasticsearch refuses a tenth of its heap",
        ),
    ] = 10_000_000
    dead_letter_bytes: Annotated[
        int, Field(ge=0, description="how much of a message a dead letter keeps")
    ] = 100_000
    dead_letter_limit: Annotated[
        int,
        Field(
            ge=1, description="dead letters among the last 1,000 messages of a stage that it goes on after"
        ),
    ] = 100
    dead_letter_share: Annotated[
        float,
        Field(ge=0, le=1, description="of those messages; more than both, and the worker stops"),
    ] = 0.2
    health: Annotated[
        str,
        Field(
            pattern=r"^([^\s/]+:\d+)?$",
            description="host:port where a worker, gateway, desk or publish --watch answers /live, /ready and /metrics; "
            "empty: nowhere",
        ),
    ] = ""
    stuck_seconds: Annotated[
        float,
        Field(gt=0, description="without a commit while messages wait, after which a stage is not live"),
    ] = 50
    desk: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^\s?#]+)?$",
            description="the desk's address, to which messages link; empty: no links",
        ),
    ] = ""
    desk_users: Annotated[
        FilePath | None,
        Field(description="who may sign in to the desk, as muster desk-users writes it; none: no sign-in"),
    ] = None
    desk_secret: Annotated[
        SecretStr, Field(description="signs the desk's sessions; none: made once, kept in MUSTER_HOME")
    ] = SecretStr("")
    desk_user_header: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9-]*$",
            description="header in which a proxy says who has signed in, such as X-Forwarded-User; none: not read",
        ),
    ] = ""
    desk_header_role: Annotated[
        Literal["reader", "analyst", "admin"],
        Field(description="role of whom the proxy names and MUSTER_DESK_USERS doesn't"),
    ] = "reader"
    desk_proxies: Annotated[
        str, Field(description="addresses that the header is believed from, with commas between")
    ] = "127.0.0.1,::1"
    gateway_keys: Annotated[
        Path | None,
        Field(description="who may push by key, as muster gateway keys writes it; none: in MUSTER_HOME"),
    ] = None
    gateway_providers: Annotated[
        FilePath | None,
        Field(
            description="YAML file that says who else may push, and how much; see docs/publishing.md",
        ),
    ] = None
    gateway_rate: Annotated[
        float, Field(gt=0, description="stories a second that a provider may push, if its entry says nothing")
    ] = 100
    gateway_bytes: Annotated[
        int,
        Field(
            ge=1,
            description="largest body that is pushed, packed or unpacked, if its provider's entry says nothing",
        ),
    ] = 10_000_000
    gateway_held_bytes: Annotated[
        int,
        Field(
            ge=1, description="how much the gateway holds of what it reads and Kafka doesn't have; more: 503"
        ),
    ] = 100_000_000
    gateway_wait: Annotated[
        float, Field(gt=0, le=120, description="seconds that a push waits for Kafka; then: 503")
    ] = 10
    receivers: Annotated[
        FilePath | None,
        Field(description="YAML file that says how each receiver is reached; see docs/receivers.md"),
    ] = None
    webhooks_to_private_addresses: Annotated[
        bool,
        Field(description="whether messages other than mail may go to private and loopback addresses"),
    ] = False
    delivery_timeout: Annotated[
        float, Field(gt=0, le=600, description="seconds that a receiver has to take a message")
    ] = 15
    delivery_wait: Annotated[
        float,
        Field(gt=0, description="seconds until a failed delivery is tried again; doubled up to an hour"),
    ] = 5
    delivery_attempts: Annotated[
        int, Field(ge=1, description="attempts after which a delivery is given up")
    ] = 30
    delivery_hours: Annotated[
        float, Field(gt=0, description="hours after the first attempt at which it is given up")
    ] = 24
    traces: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^\s@]+)?$",
            description="where the way of each story is told, by OTLP over HTTP, such as http://collector:4318/v1/traces; "
            "needs muster[traces]; empty: nowhere",
        ),
    ] = ""
    log_level: Annotated[
        str,
        Field(
            pattern="^(debug|info|warning|error)$",
            description="debug, info, warning or error; debug has a line for each record and stage",
        ),
    ] = "info"
    log_format: Annotated[
        Literal["auto", "text", "json"],
        Field(description="auto: text on a terminal, JSON lines anywhere else"),
    ] = "auto"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # a folder, by names of pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed, then the environment and `.env`, and last the files that those name for secrets."""
        assert isinstance(env_settings, EnvSettingsSource)
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        named = {**dotenv_settings.env_vars, **env_settings.env_vars}
        return init_settings, env_settings, dotenv_settings, SecretFiles(settings_cls, named)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{Settings.model_config['env_prefix']}{name}".upper()
