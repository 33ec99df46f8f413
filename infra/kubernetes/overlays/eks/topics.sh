#!/bin/sh
# Makes on MSK the topics that infra/backbone's Provisioning makes in the devstack, and, for share groups, the workers' group.
# Needs Kafka's own commands on the PATH, with aws-msk-iam-auth on their class path. Run again, it changes nothing.
#   topics.sh BROKERS CLIENT-PROPERTIES share
#   topics.sh BROKERS CLIENT-PROPERTIES classic LARGEST-FLEET
set -eu
brokers=$1 properties=$2 protocol=$3
case $protocol in
  share) line=1 ;;       # Workers share a partition record by record.
  classic) line=$4 ;;    # A worker without a partition is idle.
  *) echo "share or classic, not $protocol" >&2; exit 2 ;;
esac

topic() {
  name=$1 partitions=$2
  shift 2
  kafka-topics.sh --bootstrap-server "$brokers" --command-config "$properties" --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor 3 "$@"
}

topic sailplane.jobs "$line"
topic sailplane.jobs-batch "$line"
topic sailplane.events 1
topic sailplane.dead-letters 1
topic sailplane.cancellations 1 --config retention.ms=86400000
topic sailplane.webhook-deliveries 1 --config cleanup.policy=compact,delete --config retention.ms=604800000

if [ "$protocol" = share ]; then
  kafka-configs.sh --bootstrap-server "$brokers" --command-config "$properties" --alter \
    --entity-type groups --entity-name sailplane-workers \
    --add-config share.auto.offset.reset=earliest,share.record.lock.duration.ms=15000
fi
