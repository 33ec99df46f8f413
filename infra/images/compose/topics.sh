#!/bin/sh
# Makes the topics and the workers' share group as infra/backbone's Provisioning does. Run again, it changes nothing.
#   topics.sh BROKERS
set -eu
brokers=$1

topic() {
  name=$1
  shift
  kafka-topics.sh --bootstrap-server "$brokers" --create --if-not-exists --topic "$name" --partitions 1 --replication-factor 1 "$@"
}

topic sailplane.jobs
topic sailplane.jobs-batch
topic sailplane.events
topic sailplane.dead-letters
topic sailplane.cancellations --config retention.ms=86400000
topic sailplane.webhook-deliveries --config cleanup.policy=compact,delete --config retention.ms=604800000

kafka-configs.sh --bootstrap-server "$brokers" --alter --entity-type groups --entity-name sailplane-workers \
  --add-config share.auto.offset.reset=earliest,share.record.lock.duration.ms=15000
