#!/bin/sh
# Starts Kafka in its container; the first time it formats its folder, with the users that deploy/compose/keys.py made.
# The image's own start can't do that: it formats without users, and nobody could then sign in to make one.
set -eu
umask 077
config=${CONFIG:-/etc/muster} keys=${KEYS:-/run/muster} data=${DATA:-/var/lib/kafka/data} bin=${BIN:-/opt/kafka/bin}
properties=${TMPDIR:-/tmp}/server.properties

cat "$config/kafka.properties" "$keys/broker.properties" > "$properties"
if [ ! -e "$data/meta.properties" ]; then
    # hashes, not passwords: everybody in the container sees a command's arguments
    set --
    while IFS= read -r user; do set -- "$@" --add-scram "$user"; done < "$keys/users"
    "$bin/kafka-storage.sh" format --cluster-id "$("$bin/kafka-storage.sh" random-uuid)" --config "$properties" "$@"
fi
exec "$bin/kafka-server-start.sh" "$properties"
