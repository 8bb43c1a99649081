#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# PostGIS over the villages and points of peers_bench, one process, in a cluster of its own that ends with the script.
# Usage: bench/geo/postgis.sh PEERS_BENCH [S|M|L ...]
set -euo pipefail
peers_bench=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- S M
here=$(dirname "$(realpath "$0")")
. "$here/../postgis_cluster.sh"

for size in "$@"; do
    "$peers_bench" "$size" --write-csv "$folder"
    "$programs/createdb" "$size"
    printf '\n%s: PostGIS\n\n' "$size"
    printf '| way                         | M/s    | points    | answers not ours |\n| --- | ---: | ---: | ---: |\n'
    "$programs/psql" -X -q -d "$size" -v round_s=10 -f "$here/postgis.sql"
    "$programs/dropdb" "$size"
done
