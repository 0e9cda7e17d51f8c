# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The tests by level, each with its time.

# Of what is built already, so that no level compiles or packages anything again.
run_failsafe() { maven failsafe:integration-test failsafe:verify "$@"; }

# Leaves everything built for the later levels.
test_unit() { build_all -T 2 -DskipITs; }

# Those of the hub beside all others: Maven would let them wait for the modules that the hub is built on.
test_integration() {
  printf '%s\n' '-pl hub' '-pl nats,backup,agent,cli -Dintegration.forks=2' | (
    cd "$FLOTILLA_HOME"
    xargs -P 2 -L 1 ./mvnw -B --no-transfer-progress failsafe:integration-test failsafe:verify
  )
}

test_e2e() { "$FLOTILLA_HOME/charts/check" >&2 && run_failsafe -pl e2e -Pe2e; }

test_soak() {
  run_failsafe -pl e2e -Pe2e -De2e.level=soak && test_newest_kubernetes && test_mutations && test_openapi_at_length
}

# A newer StatefulSet controller counts unavailable servers in another way, and sets fields that the agent does not.
test_newest_kubernetes() {
  say "── with Kubernetes $KUBERNETES_NEWEST"
  "$RIG" reap --owner "$FLOTILLA_RIG_OWNER"
  FLOTILLA_RIG_CONTROL_PLANE=control-plane \
    run_failsafe -pl e2e -Pe2e -Dit.test=DemoE2E,RollE2E,PauseE2E,UpgradeE2E,AgentKillsE2E
  "$RIG" reap --owner "$FLOTILLA_RIG_OWNER"
}

test_openapi_at_length() {
  export_nats_server
  export_schemathesis
  run_failsafe -pl hub -Dopenapi.thorough=true -Dit.test=OpenApiIT
}

prepare_level() {
  case $1 in
    unit) ensure_jdk; ensure_maven ;;
    integration) ensure_build; ensure_maven; export_nats_server; export_schemathesis; export_backup_programs ;;
    e2e) prepare_rig ;;
    soak) prepare_rig; prepare_skew; ensure_tool control-plane; ensure_tool registry; export_program registry registry ;;
  esac
}

TIMES=() CODE=0

run_level() {
  local level=$1 start=$SECONDS
  say "── $level"
  prepare_level "$level"
  "test_$level" || CODE=$?
  TIMES+=("$level $(seconds_text $((SECONDS - start))) $( ((CODE == 0)) && echo passed || echo FAILED)")
}

print_times() {
  say "── times"
  printf '%s\n' "${TIMES[@]}" >&2
}

# A level that fails ends the run: a later one would say nothing more.
run_tests() {
  local levels=(unit integration e2e) level
  case ${1-} in
    "") ;;
    unit | integration | e2e | soak) levels=("$1") ;;
    *) fail "'$1' is not a level of tests" "one of unit, integration, e2e, soak" ;;
  esac
  [[ ${levels[*]} != *e2e* && ${levels[*]} != *soak* ]] || ! is_root || clean_up_at_exit
  for level in "${levels[@]}"; do
    run_level "$level"
    ((CODE == 0)) || break
  done
  print_times
  exit "$CODE"
}
