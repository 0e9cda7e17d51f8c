# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Compiles and packages when the sources have changed since.

RIG=$RIG_HOME/rig
BUILD_STAMP=$FLOTILLA_HOME/target/build.stamp

maven() { maven_in "$FLOTILLA_HOME" "$@"; }

maven_in() { (cd "$1" && ./mvnw -B --no-transfer-progress "${@:2}"); }

source_files() {
  if [[ -e $FLOTILLA_HOME/.git ]] && has git; then
    git -C "$FLOTILLA_HOME" ls-files -z -co --exclude-standard -- "$@"
  else
    (cd "$FLOTILLA_HOME" && find "$@" -type f -not -path '*/target/*' -print0)
  fi
}

# A hash of all that the build reads. A file that was deleted but not yet from the index is simply not there.
source_hash() {
  (
    cd "$FLOTILLA_HOME"
    source_files pom.xml .mvn protocol nats nats-child backup agent hub cli sbom e2e/pom.xml e2e/src | sort -z | xargs -0 sha256sum 2>/dev/null || true
    cat "$JAVA_HOME/release"
  ) | sha256sum | cut -d' ' -f1
}

build_is_current() {
  [[ -f $BUILD_STAMP && $(cat "$BUILD_STAMP") == "$1" && -d $FLOTILLA_HOME/agent/target/quarkus-app && -d $FLOTILLA_HOME/hub/target/quarkus-app ]]
}

# build_all MAVEN-OPTION...
build_all() {
  local hash
  hash=$(source_hash)
  maven install "$@" || return
  mkdir -p "${BUILD_STAMP%/*}"
  echo "$hash" >"$BUILD_STAMP"
}

ensure_build() {
  ensure_jdk
  ! build_is_current "$(source_hash)" || return 0
  ensure_maven
  progress "building Flotilla" build_all -q -T 2 -DskipTests || fail "the build failed" "see the messages of Maven above"
}

commit_folder() { echo "$FLOTILLA_HOME/e2e/target/commits/$1"; }

# build_commit COMMIT MODULE...: modules of another commit, in a worktree under e2e/target/commits that stays for the next run.
build_commit() {
  local commit=$1 folder module modules
  shift
  folder=$(commit_folder "$commit")
  modules=$(IFS=,; echo "$*")
  for module; do
    [[ -f $folder/$module/target/flotilla.built ]] || break
    [[ $module != "${*: -1}" ]] || return 0
  done
  has git || fail "there is no git" "install git"
  git -C "$FLOTILLA_HOME" worktree prune
  [[ -d $folder ]] || git -C "$FLOTILLA_HOME" worktree add --detach "$folder" "$commit" >&2 ||
    fail "'$commit' is not a commit here" "in a shallow clone: git fetch --unshallow"
  progress "building $commit" maven_in "$folder" -q -T 2 -DskipTests -Dgates.skip -pl "$modules" -am package ||
    fail "the build of $commit failed" "see the messages of Maven above"
  for module; do touch "$folder/$module/target/flotilla.built"; done
}
