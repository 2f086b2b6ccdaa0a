"""Every metric of Muster, once: what it means, and when to worry. docs/metrics.md is made from this file.

Labels are few and bounded: names of stages, topics, indices and routes are the code's own, names of receivers and
providers those of their files.
"""

from typing import Final

from consumers.metrics.declaring import counter, gauge, histogram

# --- every stage ------------------------------------------------------------------------------------

RECORDS_IN: Final = counter(
    "muster_records_in_total",
    "Records that a stage was given. One that is given again, after a crash or a rebalance, counts again.",
    worry="It stands still while `muster_lag_records` does not.",
    labels=["stage"],
)
RECORDS_OUT: Final = counter(
    "muster_records_out_total",
    "Records of a stage that Kafka has, by the topic that they went to.",
    worry="A stage before `index` takes in more than goes out, is dead-lettered and is passed over.",
    labels=["stage", "topic"],
)
DEAD_LETTERS: Final = counter(
    "muster_dead_letters_total",
    "Dead letters of a stage: what it could not read, and of `deliver` what no receiver took.",
    worry="A few are a newsroom's fault; many at once are a bad deploy, and stop the worker.",
    labels=["stage"],
)
PASSED_OVER: Final = counter(
    "muster_passed_over_total",
    "Articles without a text to read, such as pictures.",
    worry="Never by itself; where all of one newsroom's are, it sends what Muster can't use.",
)
STAGE_SECONDS: Final = counter(
    "muster_stage_seconds_total",
    "Where a stage's time goes. `wait`: for a record. `handle`: its work. `send`: until Kafka has what came of it. "
    "`away`: between two attempts while a server is away. Over a second the four add up to one.",
    worry="`wait` is near nothing for long: the stage is as fast as it can be. `away` is more than nothing.",
    labels=["stage", "part"],
)
BATCH_RECORDS: Final = histogram(
    "muster_batch_records",
    "Records that a stage took at once; at most `MUSTER_BATCH`.",
    worry="Never: full batches say that there is much to do.",
    buckets=(1, 2, 4, 8, 16, 32, 64, 128),
    labels=["stage"],
)
RETRIES: Final = counter(
    "muster_retries_total",
    "Attempts of a stage that were made again because a server was away, or would not take a write now.",
    worry="It grows for minutes: something that the stage needs is away.",
    labels=["stage"],
)
LAG: Final = gauge(
    "muster_lag_records",
    "Records that wait for a stage in the partitions that this worker has, as the broker saw it last. Add up workers.",
    worry="It grows for longer than a busy hour: give the stage another worker.",
    labels=["stage"],
)
STUCK: Final = gauge(
    "muster_stage_stuck",
    "1 while a stage stands still with records waiting, for longer than `MUSTER_STUCK_SECONDS`, as `/live` has it.",
    worry="At 1: restart the worker, if nothing has done so.",
    labels=["stage"],
)

# --- the processes that read stories ----------------------------------------------------------------

POOL_PROCESSES: Final = gauge(
    "muster_pool_processes",
    "Processes that a pool may have: `parse` has spaCy (`MUSTER_SPACY_PROCESSES`), `enrich` does what comes after it.",
    worry="Never.",
    labels=["pool"],
)
POOL_BUSY: Final = gauge(
    "muster_pool_busy_processes",
    "Processes of a pool that read a story at this moment.",
    worry="All are busy for long while the lag grows: more processes, or another worker.",
    labels=["pool"],
)
POOL_ENDED: Final = counter(
    "muster_pool_ended_total",
    "Processes of a pool that ended. `replaced`: had read its number of stories, or held too much memory. `lost`: died, or "
    "was killed because a story took too long.",
    worry="`lost` grows: stories that can't be read in time, or a machine without memory.",
    labels=["pool", "why"],
)

# --- Elasticsearch ----------------------------------------------------------------------------------

WRITES: Final = counter(
    "muster_writes_total",
    "Documents that were written, by index. `stored`. `stale`: a newer version is there. `exists`: it was there already. "
    "`overtaken`: someone else wrote it since it was read. `refused`: it can't be stored. `later`: Elasticsearch won't "
    "take it now, such as when its disk is full; it is written again.",
    worry="`refused` and `later` are more than nothing. `overtaken` grows: two workers write the same ledger.",
    labels=["index", "outcome"],
)
ELASTICSEARCH_UNAVAILABLE: Final = counter(
    "muster_elasticsearch_unavailable_total",
    "Requests that Elasticsearch did not serve; of single documents `muster_writes_total` knows. `away`: no answer. "
    "`busy`: it says later. "
    "`blocked`: the index takes no writes. `denied`: password or role. `missing`: there is no such index.",
    worry="It grows for minutes. Nothing is lost: what needs Elasticsearch waits.",
    labels=["why"],
)

# --- from a newsroom to search ----------------------------------------------------------------------

SEARCHABLE_AT: Final = gauge(
    "muster_searchable_timestamp_seconds",
    "When search last had the story that had come, as Unix time; 0 in a process that has stored none.",
    worry="It stands still while articles come in.",
)
SEARCHABLE_AGE: Final = histogram(
    "muster_searchable_age_seconds",
    "How old a story's version was (`versioncreated`) when search had it. Silent ones don't count.",
    worry="Most are older than a minute: somewhere on the way there is a lag. One newsroom's clock may be wrong.",
    buckets=(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 86400),
)

# --- what is counted and told -----------------------------------------------------------------------

CLAIMS: Final = counter(
    "muster_claims_total",
    "Claims that the ledger has: troop counts that were `made`, or `withdrawn` by a later version or a kill.",
    worry="None are made for hours while stories are stored.",
    labels=["state"],
)
ALERTS: Final = counter(
    "muster_alerts_total",
    "Alerts that were made, by kind; one that is sent again after a crash does not count again.",
    worry="None for a day while claims are made: look at the rules. Hundreds in an hour: look at the newest.",
    labels=["kind"],
)
DELIVERY_ATTEMPTS: Final = counter(
    "muster_delivery_attempts_total",
    "Attempts to send a message, by channel (`webhook`, or Apprise's name of a service). `taken` or `failed`.",
    worry="A channel only fails.",
    labels=["channel", "outcome"],
)
DELIVERIES: Final = counter(
    "muster_deliveries_total",
    "Deliveries that are over, by receiver. `sent`, or `given_up` after all attempts.",
    worry="Anything is given up: someone was not told.",
    labels=["receiver", "outcome"],
)

# --- gateway and desk -------------------------------------------------------------------------------

PUSHES: Final = counter(
    "muster_pushes_total",
    "Requests to push stories, by the HTTP status that they were answered with; `none`: who asked was gone.",
    worry="5xx: Kafka is away, or the gateway is full. Many 4xx: a newsroom sends what can't be taken.",
    labels=["status"],
)
PUSHED_STORIES: Final = counter(
    "muster_pushed_stories_total",
    "Stories that were pushed and that Kafka has, by provider.",
    worry="A newsroom that always sends sends nothing.",
    labels=["provider"],
)
PUSH_SECONDS: Final = histogram(
    "muster_push_seconds",
    "Seconds from a push to its answer.",
    worry="Most take more than a second: Kafka is slow.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
DESK_REQUESTS: Final = counter(
    "muster_desk_requests_total",
    "Requests to the desk, by route and the HTTP status that they were answered with; `none`: who asked was gone.",
    worry="5xx: Elasticsearch is away, or the desk is broken.",
    labels=["route", "status"],
)
DESK_SECONDS: Final = histogram(
    "muster_desk_seconds",
    "Seconds from a request to the beginning of its answer, by route.",
    worry="Searches take more than a second.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    labels=["route"],
)
