#!/bin/sh
# Says to Kafka who may do what, as deploy/security/kafka-acls.txt has it. Running it again does no harm.
set -eu
config=${CONFIG:-/etc/muster} keys=${KEYS:-/run/muster} bin=${BIN:-/opt/kafka/bin} kafka=${KAFKA:-kafka:9093}

grep -v '^#' "$config/kafka-acls.txt" | while IFS=: read -r who what; do
    # what is several words, and no pattern
    set -f
    # shellcheck disable=SC2086
    "$bin/kafka-acls.sh" --bootstrap-server "$kafka" --command-config "$keys/admin.properties" \
        --add --allow-principal "User:$who" $what < /dev/null
done
