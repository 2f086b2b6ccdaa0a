"""Muster's peers: the same enrichment as others would build it, one complete small program a file.

Each reads articles from a Kafka topic, makes the same stories with the same `pipeline/` code, and stores the same
documents in Elasticsearch by the bulk helper of its library, under their uris; `alone` has no servers and only parses.
None of them finds copies, keeps old versions, counts troops, tells anybody, or keeps what it can't read: it is the
reading that is compared.

They run in a venv of their own (`make bench` makes it from tests/bench/requirements.lock), since Quix Streams wants an
older pydantic-settings than Muster has.
"""
