#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# PostGIS's database over the households of campaign_bench: what each of 5,000 villages had completed on a day, and at
# the end of each of 60 months. Usage: bench/campaign/postgis.sh CAMPAIGN_BENCH
set -euo pipefail
campaign_bench=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
. "$here/../postgis_cluster.sh"

"$campaign_bench" --benchmark_min_time=1
"$campaign_bench" --write-csv "$folder"
"$programs/createdb" campaign
printf '\n| PostgreSQL                                   | ms      | villages not ours |\n| --- | ---: | ---: |\n'
"$programs/psql" -X -q -d campaign -f "$here/postgis.sql"
