#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# PostGIS over the villages and points of peers_bench, one process, in a cluster of its own that ends with the script.
# Usage: bench/geo/postgis.sh PEERS_BENCH [S|M|L ...]
set -euo pipefail
peers_bench=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- S M
queries=$(dirname "$(realpath "$0")")/postgis.sql
server=$(find /usr/lib/postgresql -path '*/bin/postgres' | sort -V | tail -1)
programs=${server%/postgres}

# PostgreSQL refuses to run as root.
as_server=()
owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    as_server=(runuser -u postgres --)
    owner=postgres
fi

folder=$(mktemp -d)
cluster=$folder/server/cluster
finish() {
    [ ! -f "$cluster/postmaster.pid" ] || "${as_server[@]}" "$programs/pg_ctl" stop -D "$cluster" -m immediate -s
    rm -rf "$folder"
}
trap finish EXIT
chmod 755 "$folder"
cd "$folder"
install -d -o "$owner" server

"${as_server[@]}" "$programs/initdb" -D "$cluster" -U bench -A trust -E UTF8 --locale=C --no-sync >/dev/null
cat >>"$cluster/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder/server'
shared_buffers = 1GB
work_mem = 256MB
maintenance_work_mem = 1GB
fsync = off
jit = off
max_parallel_workers_per_gather = 0
SETTINGS
"${as_server[@]}" "$programs/pg_ctl" start -D "$cluster" -l "$folder/server/log" -w -s

export PGHOST=$folder/server PGUSER=bench
for size in "$@"; do
    "$peers_bench" "$size" --write-csv "$folder"
    "$programs/createdb" "$size"
    printf '\n%s: PostGIS\n\n' "$size"
    printf '| way                         | M/s    | points    | answers not ours |\n| --- | ---: | ---: | ---: |\n'
    "$programs/psql" -X -q -d "$size" -v round_s=10 -f "$queries"
    "$programs/dropdb" "$size"
done
