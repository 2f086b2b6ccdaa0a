"""Apache Kafka on one machine: broker and controller in one process (KRaft), no ZooKeeper."""

from __future__ import annotations

import base64
import socket
import struct
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

from deploy.local import java
from deploy.local.artifacts import KAFKA_VERSION
from deploy.local.errors import ServersError
from deploy.local.ports import HOST
from deploy.local.process import Command
from deploy.local.program import LOG, OUTPUT, write_log4j
from deploy.local.secured import SCRAM, Secured, scram_arguments, write_private

LARGEST_MESSAGE = 64 << 20  # bytes
ROOM = 1 << 20  # bytes that a record's headers and its batch may add

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller}
listeners=BROKER://{host}:{broker},CONTROLLER://{host}:{controller}
advertised.listeners=BROKER://{host}:{broker}
listener.security.protocol.map=BROKER:{protocol},CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={data}

message.max.bytes={largest}
replica.fetch.max.bytes={largest}
socket.request.max.bytes={request}
log.message.timestamp.type=CreateTime
auto.create.topics.enable=false

# one broker: nothing can be kept twice; few partitions start sooner
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=5
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=5
group.initial.rebalance.delay.ms=0
# a busy machine may keep the broker from its own controller for seconds, and a broker taken for dead is no
# leader of anything; after a kill it waits this long for its former self to be given up
broker.session.timeout.ms=9000
broker.heartbeat.interval.ms=1000
# that nothing has changed the controller notes twice a second by default: a quarter of what an idle broker does
metadata.max.idle.interval.ms=5000

# for a laptop
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=16777216
"""

#: Only this machine reaches the controller's port, and on it nobody has a name: the super user that is anonymous is
#: the broker itself. Whoever comes to the broker's port has signed in.
SECURED = """
ssl.keystore.type=PEM
ssl.keystore.location={store}
ssl.truststore.type=PEM
ssl.truststore.location={ca}
sasl.enabled.mechanisms={mechanism}
sasl.mechanism.inter.broker.protocol={mechanism}
listener.name.broker.{listener}.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
    username="{name}" password="{password}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:{name};User:ANONYMOUS
"""


@dataclass(frozen=True)
class Kafka:
    """The jars of Kafka, ready to be run."""

    jars: tuple[Path, ...]
    name: str = "kafka"
    version: str = KAFKA_VERSION
    stop_patience: float = 15.0
    secured: Secured | None = None

    def address(self, port: int) -> str:
        """A bootstrap server."""
        return f"{HOST}:{port}"

    def prepare(self, home: Path, ports: tuple[int, int]) -> Command:
        """Configure it; format its data folder if it is new (0.8 s)."""
        for folder in ("config", "data", "logs"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        broker, controller = ports
        properties = home / "config" / "server.properties"
        text = PROPERTIES.format(
            host=HOST,
            broker=broker,
            controller=controller,
            protocol="SASL_SSL" if self.secured else "PLAINTEXT",
            data=home / "data",
            largest=LARGEST_MESSAGE + ROOM,
            request=2 * LARGEST_MESSAGE,
        )
        scram: tuple[str, ...] = ()
        if self.secured:
            text += _secured(self.secured, home / "config" / "tls.pem")
            scram = scram_arguments(self.secured)
        write_private(properties, text)
        log4j = home / "config" / "log4j2.properties"
        write_log4j(log4j, home / LOG)
        classes = ("-cp", ":".join(str(jar) for jar in self.jars))
        if not (home / "data" / "meta.properties").exists():
            _format(classes, properties, scram)
        return Command(
            java=java.java(),
            arguments=(
                *java.OPTIONS,
                "-XX:TieredStopAtLevel=1",
                f"-XX:ErrorFile={home}/logs/hs_err.txt",
                f"-Dlog4j2.configurationFile={log4j}",
                *classes,
                "kafka.Kafka",
                str(properties),
            ),
            environment=java.environment(),
            folder=home,
            output=home / OUTPUT,
        )

    def ready(self, port: int) -> bool:
        """Whether it lists a broker that takes work: an open port comes a moment earlier.

        With security on nobody may ask without a name; then it is that its port speaks TLS.
        """
        try:
            if self.secured:
                with (
                    socket.create_connection((HOST, port), timeout=1) as connection,
                    self.secured.context().wrap_socket(connection, server_hostname=HOST),
                ):
                    return True
            with socket.create_connection((HOST, port), timeout=1) as connection:
                return _brokers(connection) > 0
        except (OSError, struct.error):
            return False


def _cluster_id() -> str:
    """A random id as Kafka writes them: never one that its own tool would take for an option."""
    while True:
        found = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not found.startswith("-"):
            return found


def _secured(secured: Secured, store: Path) -> str:
    """The properties of a broker with security on; its key and certificate in one file, as Kafka wants them."""
    write_private(
        store, secured.key.read_text(encoding="ascii") + secured.certificate.read_text(encoding="ascii")
    )
    return SECURED.format(
        store=store,
        ca=secured.ca,
        mechanism=SCRAM,
        listener=SCRAM.lower(),
        name=secured.administrator.name,
        password=secured.administrator.password,
    )


def _format(classes: tuple[str, ...], properties: Path, scram: tuple[str, ...]) -> None:
    tool = (
        "kafka.tools.StorageTool",
        "format",
        "--cluster-id",
        _cluster_id(),
        "--config",
        str(properties),
        *scram,
    )
    options = ("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
    done = subprocess.run(
        (str(java.java()), *options, *classes, *tool),
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=java.environment(),
        start_new_session=True,
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise ServersError(f"Kafka could not format its data folder for {properties}: {said}")


def _brokers(connection: socket.socket) -> int:
    """How many brokers a Metadata response (version 1) names, for no topics at all."""
    metadata, version, correlation, topics = 3, 1, 1, 0
    client = b"muster"
    request = struct.pack(">hhih", metadata, version, correlation, len(client)) + client
    request += struct.pack(">i", topics)
    connection.sendall(struct.pack(">i", len(request)) + request)
    with connection.makefile("rb") as stream:
        # size, correlation id, length of the array of brokers
        return int(struct.unpack(">iii", stream.read(12))[2])
