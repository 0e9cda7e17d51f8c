# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The daemons of a cluster: each in its node's network namespace and cgroup, with a log and a record.

# spawn CLUSTER NODE-INDEX NAME COMMAND...
spawn() {
  local name=$1 index=$2 daemon=$3 folder
  shift 3
  folder=$(member_dir "$name")
  mkdir -p "$folder/log" "$folder/process"
  (
    enter_cgroup "$(node_name "$name" "$index")"
    # No lock of the rig may live on in a daemon.
    exec setsid nsenter --net="/run/netns/$(node_namespace "$name" "$index")" "$@" 7>&- 8>&- 9>&-
  ) >>"$folder/log/$daemon-$index.log" 2>&1 </dev/null &
  record_process $! "$folder/process/$daemon-$index"
}

# await SECONDS WHAT COMMAND...: until the command succeeds; a daemon that died meanwhile ends the wait.
await() {
  local seconds=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || await_failed "$what did not come within $seconds s"
    [[ -z ${RIG_MEMBER-} ]] || check_daemons
    sleep 0.2
  done
}

check_daemons() {
  local record
  for record in "$(member_dir "$RIG_MEMBER")"/process/*; do
    [[ ! -f $record ]] || alive "$record" || await_failed "$(basename "$record") of cluster $RIG_MEMBER has ended"
  done
}

await_failed() {
  local log
  log=$(member_dir "$RIG_MEMBER")/log
  tail -n 5 "$log"/*.log >&2
  fail "$1" "the last lines of each log are above; full logs: $log"
}
