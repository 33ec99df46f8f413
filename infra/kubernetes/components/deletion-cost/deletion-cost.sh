#!/bin/sh
# Writes on each worker's pod what its device has still to do, in whole seconds: of several, Kubernetes takes away the one
# with the least. Only what has changed is written.
set -eu
cost=controller.kubernetes.io/pod-deletion-cost
while :; do
  kubectl get pods --selector=app.kubernetes.io/name=sailplane-worker --field-selector=status.phase=Running \
    --output='jsonpath={range .items[*]}{.metadata.name} {.status.podIP} {.metadata.annotations.controller\.kubernetes\.io/pod-deletion-cost}{"\n"}{end}' |
    while read -r pod address known; do
      load=$(curl --fail --silent --max-time 2 "http://$address:9000/load") || continue # It starts, or ends.
      seconds=$(printf '%s' "$load" | sed -n 's/.*"device_seconds_left":\([0-9]*\).*/\1/p')
      [ -z "$seconds" ] || [ "$seconds" = "$known" ] ||
        kubectl annotate pod "$pod" --overwrite "$cost=$seconds" || continue # It has gone meanwhile.
    done
  touch "$HOME/alive"
  sleep 30
done
