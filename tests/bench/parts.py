"""CPU seconds of a worker and both servers, part by part, by the kernel's own count."""

import psutil

from deploy.local import LocalServers

PARSES, THE_REST, LOOP, CLIENTS = "parses", "does the rest", "the worker's loop", "its other threads"
KAFKA, ELASTICSEARCH = "Kafka", "Elasticsearch"


def seconds_by_part(servers: LocalServers, worker: int, *, parsing: int = 1) -> dict[str, float]:
    """CPU seconds so far of the worker with this pid, its processes, and the servers. The processes that parse are the
    `parsing` that have worked most."""
    process = psutil.Process(worker)
    threads = {thread.id: thread.user_time + thread.system_time for thread in process.threads()}
    children = sorted((_of(child) for child in process.children(recursive=True)), reverse=True)
    return {
        PARSES: sum(children[:parsing]),
        THE_REST: sum(children[parsing:]),
        LOOP: threads[worker],
        CLIENTS: _of(process) - threads[worker],
        KAFKA: _of(psutil.Process(servers.kafka.pid)),
        ELASTICSEARCH: _of(psutil.Process(servers.elasticsearch.pid)),
    }


def _of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
