"""More partitions for the topics.

Another number of partitions puts a key into another one, and what was sent of it before stays where it was. So nothing
may be under way, nor anyone there who still counts the old ones: one story's versions, or one force's claims, would be
done by two workers at once, in any order.
"""

from consumers import topics
from consumers.admin import asking
from consumers.clients.kafka import Admin
from consumers.counted import counted
from consumers.errors import MusterError
from consumers.groups import READS, group_of
from consumers.lag import lag
from consumers.settings import Settings


def grow(settings: Settings, partitions: int) -> list[str]:
    """Give every topic that many partitions; the names of those that had fewer.

    Raises `MusterError` if one has more, if messages wait, or if workers run; nothing is changed then.
    """
    with asking(settings) as admin:
        has = _partitions(admin, settings)
        if more := [name for name, count in has.items() if count > partitions]:
            raise MusterError(
                f"{more[0]} has {has[more[0]]} partitions: Kafka takes none away, and its keys would move"
            )
        fewer = [name for name, count in has.items() if count < partitions]
        if fewer:
            _at_rest(admin, settings)
            admin.create_partitions(dict.fromkeys(fewer, partitions))
    if fewer and (left := sum(lag(settings).values())):
        raise MusterError(
            f"the topics have {partitions} partitions now, but {counted(left, 'message')} came meanwhile, for somebody "
            "still publishes: a version of a story that is among them may be passed over for a newer one. Stop who "
            "publishes, start the workers, and publish again what was sent in the last minute"
        )
    return fewer


def _partitions(admin: Admin, settings: Settings) -> dict[str, int]:
    names = [settings.prefix + name for name in topics.RETENTION_MS]
    missing = set(names) - set(admin.list_topics())
    if missing:
        raise MusterError(f"there is no topic {min(missing)}: run muster topics create")
    return {each["name"]: len(each["partitions"]) for each in admin.describe_topics(names)}


def _at_rest(admin: Admin, settings: Settings) -> None:
    waiting = {stage: count for stage, count in lag(settings).items() if count}
    if waiting:
        left = ", ".join(f"{stage} {count:,}" for stage, count in waiting.items())
        raise MusterError(
            f"messages wait ({left}): stop who publishes, let the workers finish, stop them, and try again"
        )
    groups = admin.describe_groups([group_of(stage, settings) for stage in READS])
    running = [stage for stage in READS if groups[group_of(stage, settings)]["members"]]
    if running:
        raise MusterError(
            f"a worker runs ({', '.join(running)}): stop who publishes and all workers, and try again; one that "
            "was killed counts for a minute"
        )
