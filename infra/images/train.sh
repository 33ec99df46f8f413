#!/bin/bash
# Makes the AOT cache of a service by a training run (JEP 514): starts it without Kafka and S3, asks it what needs neither, ends it.
# The JVM writes the cache as it ends. Ports are in QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT.
#   train.sh CACHE PATHS java OPTIONS... -jar JAR
set -euo pipefail
cache=$1 paths=$2
shift 3

# The image has neither curl nor wget. Prints the status.
ask() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
    read -r _ status _ <&3
    cat <&3 >/dev/null
    echo "$status"
  ) 2>/dev/null || true
}

java "-XX:AOTCacheOutput=$cache" "$@" &
service=$!
trap 'kill -9 "$service" 2>/dev/null || true' EXIT
# Not /q/health/started: the API's waits for Kafka.
for _ in {1..240}; do
  live=$(ask "$QUARKUS_MANAGEMENT_PORT" /q/health/live)
  [ "$live" != 200 ] || break
  kill -0 "$service" 2>/dev/null || { echo "it ended before it had started" >&2; exit 1; }
  sleep 0.5
done
[ "$live" = 200 ] || { echo "not alive after two minutes: ${live:-no answer}" >&2; exit 1; }
for path in $paths; do
  status=$(ask "$QUARKUS_HTTP_PORT" "$path")
  echo "$path: ${status:?no answer}"
done

kill "$service"
for _ in {1..240}; do
  kill -0 "$service" 2>/dev/null || break
  sleep 0.5
done
! kill -0 "$service" 2>/dev/null || { echo "it did not end" >&2; exit 1; }
wait "$service" || true # 143: it was told to
[ -s "$cache" ] || { echo "no cache was written" >&2; exit 1; }
