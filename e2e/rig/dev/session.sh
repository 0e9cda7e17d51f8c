# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the Java programs of e2e find in their environment, and how they are called.

# The real nats-server of integration tests and of a hub that runs as a child, in a folder where every version that
# Flotilla knows stands beside it as nats-server-VERSION.
export_nats_server() {
  local version folder=$FLOTILLA_HOME/e2e/target/bin
  mkdir -p "$folder"
  for version in "${NATS_VERSIONS_KNOWN[@]}"; do
    ensure_tool "nats-server-$version"
    ln -sfn "$(tool_dir "nats-server-$version")/nats-server" "$folder/nats-server-$version"
  done
  ln -sfn "nats-server-${NATS_VERSIONS_DEFAULT[0]}" "$folder/nats-server"
  export FLOTILLA_NATS_SERVER=$folder/nats-server
}

# Storage that speaks the S3 API, and the age tool, for integration tests of backups.
export_backup_programs() {
  ensure_tool versitygw
  ensure_tool age
  FLOTILLA_VERSITYGW=$(tool_dir versitygw)/versitygw FLOTILLA_AGE=$(tool_dir age)/age
  export FLOTILLA_VERSITYGW FLOTILLA_AGE
}

# One folder with the programs that a test starts by name.
export_programs() {
  export FLOTILLA_BIN_DIR=$FLOTILLA_HOME/e2e/target/bin
  mkdir -p "$FLOTILLA_BIN_DIR"
  export_program kubernetes kubectl
  export_program helm helm
}

export_program() { ln -sfn "$(tool_dir "$1")/$2" "$FLOTILLA_BIN_DIR/$2"; }

export_session() {
  export FLOTILLA_HOME FLOTILLA_RIG=$RIG FLOTILLA_IMAGES=$FLOTILLA_HOME/e2e/target/images
  export_nats_server
  export_programs
}

# All that a run on the rig needs, built where it is not up to date.
prepare_rig() {
  is_root || fail "this makes network namespaces and Kubernetes clusters on this machine, which needs root" \
    "sudo ./dev ..., or set KUBECONFIG to use a cluster that you have; './dev test unit' needs neither"
  "$RIG" packages
  ensure_build
  "$RIG" tools
  "$RIG" images >/dev/null
  export_session
  "$RIG" reap
}

# Clusters of a run that may be interrupted belong to this process: the trap takes them away, or the next run does.
clean_up_at_exit() {
  export FLOTILLA_RIG_OWNER=$$
  trap 'clean_up' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

clean_up() {
  trap - INT TERM HUP
  "$RIG" reap --owner $$ || say "what is left of this run is removed by: $RIG reap"
}

# java_program MAIN-CLASS ARGS...: a main class of the module e2e, with the libraries that its build put beside it. It
# says itself why it fails; its exit code becomes that of the script. The half of BouncyCastle that is not plain Java
# would unpack a library into a temporary folder.
java_program() {
  local libraries=$FLOTILLA_HOME/e2e/target/client/lib
  [[ -d $libraries ]] || fail "there is no $libraries" "rm $BUILD_STAMP; ./dev build"
  "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow \
    -Dorg.bouncycastle.native.cpu_variant=java -cp "$FLOTILLA_HOME/e2e/target/classes:$libraries/*" "$@" || exit $?
}

# test_program MODULE MAIN-CLASS ARGS...: a main class among the tests of a module, with the class path of its tests.
test_program() {
  local module=$FLOTILLA_HOME/$1 libraries=$FLOTILLA_HOME/$1/target/test.classpath
  maven -q -pl "$1" dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$libraries" >&2 ||
    fail "the class path of the tests of $1 cannot be found"
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dorg.bouncycastle.native.cpu_variant=java -cp "$module/target/test-classes:$module/target/classes:$(<"$libraries")" "${@:2}" ||
    exit $?
}
