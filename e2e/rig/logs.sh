# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Collects what is needed to diagnose a problem in a cluster.

gather_logs() {
  local name=$1 out=$2 index
  mkdir -p "$out"
  cp -r "$(member_dir "$name")/log" "$out/daemons"
  cp "$(member_dir "$name")/audit/audit.log" "$out/audit.log" 2>/dev/null || true
  for ((index = 0; index < $(member_nodes "$name"); index++)); do
    cp -rL "$(node_dir "$name" "$index")/pod-logs" "$out/pods-$index" 2>/dev/null || true
  done
  ask_cluster "$name" pods get pods -A -o wide
  ask_cluster "$name" events get events -A --sort-by=.lastTimestamp
  ask_cluster "$name" describe-pods describe pods -A
  ask_cluster "$name" objects get all,pvc,pv,configmaps,pdb,crd -A
  echo "logs=$out"
}

# A cluster that no longer responds still has logs.
ask_cluster() { timeout 20 "$(tool_dir kubernetes)/kubectl" --kubeconfig "$(member_dir "$1")/kubeconfig" "${@:3}" >"$out/$2.txt" 2>&1 || true; }
