#!/bin/bash
# Starts Elasticsearch in its container, with the users, roles and certificate that deploy/compose/keys.py made: it
# reads them from its own folder alone.
set -eu
keys=${KEYS:-/run/muster} home=${HOME_OF_ELASTICSEARCH:-/usr/share/elasticsearch}

for name in users users_roles roles.yml tls.crt tls.key; do
    install -m 0600 "$keys/$name" "$home/config/$name"
done
exec /bin/tini -- /usr/local/bin/docker-entrypoint.sh eswrapper
