# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# up, demo, down and bench.

MEMBERS=(east west)

# One "NAME=KUBECONFIG" for each member, which the Java programs read from FLOTILLA_MEMBERS.
start_members() {
  local nodes=$1 name path members=()
  for name in "${MEMBERS[@]}"; do
    path=$("$RIG" up "$name" --nodes "$nodes" | sed -n 's/^kubeconfig=//p')
    [[ -n $path ]] || exit "$REPORTED"
    members+=("$name=$path")
  done
  FLOTILLA_MEMBERS=$(IFS=,; echo "${members[*]}")
  FLOTILLA_HUB_ADDRESS=$("$RIG" hub-net up | sed -n 's/^hub_address=//p')
  export FLOTILLA_MEMBERS FLOTILLA_HUB_ADDRESS
}

start_rig_session() {
  local nodes=1
  case ${1-} in
    "") ;;
    --nodes) nodes=${2-} ;;
    *) fail "unknown option '$1'" "see ./dev help" ;;
  esac
  prepare_rig
  start_members "$nodes"
}

run_up() {
  if [[ -n ${KUBECONFIG-} ]]; then start_own_session "$@"; else start_rig_session "$@"; fi
  java_program dev.flotilla.e2e.demo.Up
}

run_demo() {
  if [[ -n ${KUBECONFIG-} ]]; then start_own_session "$@"; else start_rig_session "$@"; fi
  java_program dev.flotilla.e2e.demo.Demo
}

run_down() {
  if [[ -n ${KUBECONFIG-} ]]; then
    ensure_build
    export_own_session
    java_program dev.flotilla.e2e.demo.Down
  else
    "$RIG" down --all
  fi
  # The hub's keys and data: another one must not know agents of clusters that are gone.
  rm -rf "$FLOTILLA_HOME/target/fleet"
}

run_bench() {
  [[ $# -ge 1 ]] || fail "no benchmark given" "for example ./dev bench agent"
  if [[ $1 == hub ]]; then run_hub_bench "${@:2}"; return; fi
  if [[ $1 == backup ]]; then run_backup_bench "${@:2}"; return; fi
  prepare_rig >&2
  if [[ $1 == upgrade ]]; then prepare_before "${@:2}"; set -- upgrade; fi
  clean_up_at_exit
  java_program dev.flotilla.e2e.bench.Bench "$@"
}

# against_option NAME [--against COMMIT]: prints the commit, if there is one.
against_option() {
  case ${2-} in
    "") ;;
    --against) git -C "$FLOTILLA_HOME" rev-parse --verify -q "${3-}^{commit}" || fail "'${3-}' is not a commit here" ;;
    *) fail "unknown option '$2'" "use ./dev bench $1 --against COMMIT" ;;
  esac
}

# The agent of another commit, which the bench joins as a member of its own.
prepare_before() {
  local commit
  commit=$(against_option upgrade "$@")
  [[ -n $commit ]] || return 0
  build_commit "$commit" agent >&2
  "$RIG" images "agent@$commit" >/dev/null
  FLOTILLA_BEFORE=$(commit_folder "$commit")
  export FLOTILLA_BEFORE
}

# Needs no Kubernetes: the hub, its nats-server, and agents that are connections of one process.
run_hub_bench() {
  local builds=("$FLOTILLA_HOME/hub/target") commit
  commit=$(against_option hub "$@")
  ensure_build >&2
  ensure_maven
  export_nats_server >&2
  if [[ -n $commit ]]; then
    build_commit "$commit" hub
    builds+=("$(commit_folder "$commit")/hub/target")
  fi
  test_program hub dev.flotilla.hub.bench.HubBench "${builds[@]}"
}

# Three servers, the nats CLI, and the process of a Job; all on loopback.
run_backup_bench() {
  ensure_build >&2
  ensure_maven
  export_nats_server >&2
  ensure_tool natscli >&2
  test_program backup dev.flotilla.backup.bench.BackupBench "$(tool_dir natscli)/nats" "$@"
}
