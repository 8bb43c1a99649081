# SPDX-License-Identifier: Apache-2.0
# Sourced by scripts that run PostGIS beside us: a cluster of its own in a new folder, gone when the script ends.
# Sets `folder` (the working directory from here on) and `programs`; psql and createdb reach the cluster by PGHOST and PGUSER.
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
