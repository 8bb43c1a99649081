#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All tiles z8-z14 of the city of pyramid_bench by PostGIS (two connections, no gzip) and its areas by ogr2ogr (MBTiles), on the
# same tables; then by us. Usage: bench/tiles/peers.sh PYRAMID_BENCH [HOUSEHOLDS]
set -euo pipefail
pyramid_bench=$(realpath "$1")
households=${2:-2000000}
here=$(dirname "$(realpath "$0")")
. "$here/../postgis_cluster.sh"

"$pyramid_bench" "$households" --write "$folder"
"$programs/createdb" city
"$programs/psql" -X -q -d city -f "$here/postgis_tables.sql"

seconds() { # WHAT COMMAND...: runs it, prints what and how long
    local what=$1 start end
    shift
    start=$(date +%s%N)
    "$@"
    end=$(date +%s%N)
    printf '%-52s %6.2f s  %s\n' "$what" "$(awk "BEGIN{print ($end-$start)/1e9}")" "$(cat said)"
}
postgis() { # LAYER: its tiles, every second one by each of two connections
    for half in 0 1; do "$programs/psql" -X -q -A -t -F ' ' -d city -v half=$half -f "$here/postgis_$1.sql" >"half.$half" & done
    wait
    awk '{ tiles += $1; bytes += $2 } END { printf "%d tiles, %.0f MB", tiles, bytes / 1e6 }' half.0 half.1 >said
}
gdal() { # two threads by default
    ogr2ogr -q -f MBTILES areas.mbtiles areas.csv -oo GEOM_POSSIBLE_NAMES=boundary -oo KEEP_GEOM_COLUMNS=NO -a_srs EPSG:4326 \
        -dsco MINZOOM=8 -dsco MAXZOOM=14 -dsco MAX_SIZE=100000000 -dsco MAX_FEATURES=100000000 --config GDAL_NUM_THREADS 2
    printf '%d MB packed, written to a file' $(($(stat -c %s areas.mbtiles) / 1000000)) >said
}
seconds 'PostGIS: area tiles z8-z14, without gzip' postgis areas
seconds 'PostGIS: household tiles z8-z14, without gzip' postgis households
seconds 'ogr2ogr: area tiles z8-z14' gdal
"$programs/dropdb" city
"$pyramid_bench" "$households"
