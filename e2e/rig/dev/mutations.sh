# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# A build that lacks one safety must fail the test of it: otherwise that test proves nothing.

MUTATIONS=$FLOTILLA_HOME/e2e/src/test/mutations

# The test that a patch names in its first line, as "Test: CLASS#METHOD".
mutation_test() { sed -n '1s/^Test: //p' "$1"; }

# An agent of the same sources with one patch, in a folder of its own.
build_mutant() {
  local patch=$1 folder=$2
  (cd "$FLOTILLA_HOME" && source_files . | tar -c --null -T -) | tar -x -C "$folder" || return 1
  (cd "$folder" && git apply "$patch" && ./mvnw -B --no-transfer-progress -q package -pl agent -am -DskipTests) || return 1
  FLOTILLA_HOME=$folder "$folder/e2e/rig/rig" images agent >&2
}

run_mutation() {
  local patch=$1 name folder code=0
  name=$(basename "$patch" .patch)
  folder=$(mktemp -d)
  say "── mutation $name"
  progress "building an agent with $name" build_mutant "$patch" "$folder" || fail "$patch does not fit the sources any more" "write it anew"
  mkdir -p "$folder/images"
  ln -sf "$FLOTILLA_IMAGES"/*.tar "$folder/images/"
  ln -sf "$(readlink -f "$folder/e2e/target/images/agent.tar")" "$folder/images/agent.tar"
  FLOTILLA_IMAGES=$folder/images maven verify -pl e2e -Pe2e "${NO_UNIT_TESTS[@]}" -Dit.test="$(mutation_test "$patch")" >&2 || code=$?
  rm -rf "$folder"
  ((code != 0)) || { say "error: $(mutation_test "$patch") passes with $name"; return 1; }
  say "$(mutation_test "$patch") fails with $name, as it must"
}

test_mutations() {
  local patch
  for patch in "$MUTATIONS"/*.patch; do run_mutation "$patch" || return 1; done
}
