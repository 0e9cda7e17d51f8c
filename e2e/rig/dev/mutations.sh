# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# A build that lacks one safety must fail the test of it: otherwise that test proves nothing.

MUTATIONS=$FLOTILLA_HOME/e2e/src/test/mutations

# mutation_says WORD PATCH: what the head of a patch says as "WORD: ...".
mutation_says() { sed -n "s/^$1: //p" "$2" | head -n 1; }

# An agent of the same sources with one patch, in a folder of its own.
build_mutant() {
  local patch=$1 folder=$2
  (cd "$FLOTILLA_HOME" && source_files . | tar -c --null -T -) | tar -x -C "$folder" || return 1
  (cd "$folder" && git apply "$patch" && ./mvnw -B --no-transfer-progress -q package -pl agent,sbom -am -DskipTests) || return 1
  FLOTILLA_HOME=$folder "$folder/e2e/rig/rig" images agent >&2
}

# Only the images that were used last are kept: the real one must stay among them.
prepare_mutant() {
  local patch=$1 folder=$2
  touch "$(readlink -f "$FLOTILLA_IMAGES/agent.tar")"
  progress "building an agent with $(basename "$patch" .patch)" build_mutant "$patch" "$folder" \
    || fail "$patch no longer applies to the sources" "rewrite the patch"
  mkdir -p "$folder/images"
  ln -sf "$FLOTILLA_IMAGES"/*.tar "$folder/images/"
  ln -sf "$(readlink -f "$folder/e2e/target/images/agent.tar")" "$folder/images/agent.tar"
}

# It must fail with the sentence that the patch names, on clusters of its own, and not for some other reason.
run_mutation() {
  local patch=$1 folder test sentence code=0 reports=$FLOTILLA_HOME/e2e/target/failsafe-reports
  test=$(mutation_says Test "$patch") sentence=$(mutation_says Fails "$patch")
  say "── $test with $(basename "$patch" .patch)"
  folder=$(mktemp -d)
  prepare_mutant "$patch" "$folder"
  "$RIG" down east
  "$RIG" down west
  rm -rf "$reports"
  FLOTILLA_IMAGES=$folder/images run_failsafe -pl e2e -Pe2e "-De2e.level=e2e|soak" -Dit.test="$test" >&2 || code=$?
  rm -rf "$folder"
  ((code != 0)) || fail "$test passes with $patch"
  grep -rqsF "$sentence" "$reports" || fail "$test fails with $patch for another reason than '$sentence'" "see $reports"
  say "$test fails, as it must"
}

test_mutations() {
  local patch
  for patch in "$MUTATIONS"/*.patch; do run_mutation "$patch"; done
}
