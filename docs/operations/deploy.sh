#!/usr/bin/env bash
# Puts one image into service on this machine: deploy.sh ghcr.io/owner/parley@sha256:...
# The old container is stopped before the new one starts (two processes on one store would send twice).
# If the new one is not ready in time, the old image is put back and the status is 1.
set -euo pipefail
image=${1:?the image with its digest}
home=${PARLEY_HOME:-/opt/parley}
seconds=${READY_SECONDS:-120}
cd "$home"
exec 9>.deploy.lock
flock --nonblock 9 || { echo "deploy: another deploy is running" >&2; exit 1; }

# The plugin, or the older command of its own.
compose() { if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi; }

ready() {
  local end=$((SECONDS + seconds))
  while [ "$SECONDS" -lt "$end" ]; do
    curl --fail --silent --max-time 5 http://127.0.0.1:8000/ready >/dev/null && return
    sleep 2
  done
  return 1
}

start() {
  PARLEY_IMAGE=$1 compose --profile live up --detach --no-build --force-recreate app
}

before=$(cat .image 2>/dev/null || true)
docker pull --quiet "$image"
start "$image"
if ready; then
  echo "$image" >.image
  echo "deploy: $image is ready"
  exit 0
fi
echo "deploy: $image was not ready after $seconds s; its last lines:" >&2
compose --profile live logs --tail 40 app >&2
if [ -n "$before" ]; then
  start "$before"
  ready && echo "deploy: back on $before" >&2 || echo "deploy: $before is not ready either" >&2
fi
exit 1
