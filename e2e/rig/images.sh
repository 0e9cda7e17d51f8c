# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Container images without a container engine: built by buildah from Dockerfiles, kept in the cache as archives whose
# names hold a hash of all that went in, and linked from e2e/target/images/NAME.tar.

DOCKER=$FLOTILLA_HOME/src/main/docker
IMAGES=$FLOTILLA_HOME/e2e/target/images
IMAGES_KEPT=3

images_default() {
  local version
  echo agent hub client | tr ' ' '\n'
  for version in "${NATS_VERSIONS_DEFAULT[@]}"; do echo "nats-$version"; done
}

image_tag() {
  case $1 in
    agent | hub | client) echo "docker.io/flotilla/$1:dev" ;;
    agent@*) echo "docker.io/flotilla/agent:${1#*@}" ;;
    nats-*) echo "docker.io/library/nats:${1#nats-}" ;;
    pause) echo "$PAUSE_IMAGE" ;;
    *) fail "unknown image '$1'" "one of agent, hub, client, nats-VERSION, agent@COMMIT" ;;
  esac
}

# What an image contains in addition to its Dockerfile: one "NAME=PATH" a line, copied into the build's folder.
image_contents() {
  case $1 in
    agent) echo "quarkus-app=$FLOTILLA_HOME/agent/target/quarkus-app" "jvm.options=$DOCKER/agent.jvm.options" "job.jvm.options=$DOCKER/job.jvm.options" ;;
    agent@*) echo "quarkus-app=$FLOTILLA_HOME/e2e/target/commits/${1#*@}/agent/target/quarkus-app" "jvm.options=$DOCKER/agent.jvm.options" "job.jvm.options=$DOCKER/job.jvm.options" ;;
    hub) echo "quarkus-app=$FLOTILLA_HOME/hub/target/quarkus-app" "jvm.options=$DOCKER/hub.jvm.options" ;;
    client) echo "lib=$FLOTILLA_HOME/e2e/target/client/lib" ;;
    nats-*) echo "nats-server=$(tool_dir "nats-server-${1#nats-}")/nats-server" "nats-server.conf=$DOCKER/nats-server.conf" ;;
    pause) echo "pause=$(tool_dir pause)/pause" ;;
  esac | tr ' ' '\n'
}

# Users run these; the others are for demo and tests.
has_sbom() { [[ $1 == agent || $1 == hub ]]; }
sbom() { echo "$IMAGES/$1.cdx.json"; }

# Its Dockerfile copies one, but what an older build holds is not looked up.
has_empty_sbom() { [[ $1 == agent@* ]]; }

# image_files NAME: the contents with the bill of materials that is made of them.
image_files() {
  image_contents "$1"
  ! has_sbom "$1" && ! has_empty_sbom "$1" || echo "sbom.cdx.json=$(sbom "$1")"
}

write_sbom() {
  local name=$1 target=$FLOTILLA_HOME/$1/target arguments ignored
  ignored=$(dockerfile "$name").dockerignore
  arguments=(image="$name" resolved="$target/resolved-sbom.json" application="$target/quarkus-app" java="$JAVA_HOME/release"
    libraries="$(base_libraries)" out="$(sbom "$name")")
  [[ ! -f $ignored ]] || arguments+=(ignored="$ignored")
  "$JAVA_HOME/bin/java" -cp "$FLOTILLA_HOME/sbom/target/lib/*" dev.flotilla.sbom.Main "${arguments[@]}" \
    || fail "an advisory names what image $name holds, or its bill of materials could not be made" "see above, and SECURITY.md"
}

# dockerfile NAME: without the version or the commit that may follow it.
dockerfile() { echo "$DOCKER/Dockerfile.${1%%[-@][0-9a-f]*}"; }
is_java_image() { [[ $1 == agent || $1 == agent@* || $1 == hub || $1 == client ]]; }

# An agent that supports the property of the Dockerfile's training run takes part in one.
image_aot() {
  if [[ $1 == agent* ]] && grep -rqs 'flotilla\.training' "$FLOTILLA_HOME/agent/src/main"; then echo yes; else echo no; fi
}

content_hash() {
  local path
  for path in "$@"; do
    if [[ -d $path ]]; then (cd "$path" && find . -type f -print0 | sort -z | xargs -0 sha256sum); else sha256sum <"$path"; fi
  done | sha256sum | cut -c1-16
}

need_contents() {
  local line
  while IFS= read -r line; do
    [[ -e ${line#*=} ]] || fail "image $1 needs ${line#*=}, which does not exist" "run ./dev build"
  done < <(image_contents "$1")
}

image_hash() {
  local paths
  mapfile -t paths < <(image_files "$1" | sed 's/^[^=]*=//')
  [[ ! -f $(dockerfile "$1").dockerignore ]] || paths+=("$(dockerfile "$1").dockerignore")
  { content_hash "$(dockerfile "$1")" "${paths[@]}"; image_aot "$1"; image_tag "$1"; ! is_java_image "$1" || base_hash; } | sha256sum | cut -c1-16
}

# buildah with a store of its own that is gone afterwards: nothing to clean up, nothing to clash with.
with_store() {
  local store=$1
  shift
  buildah --storage-driver vfs --root "$store/root" --runroot "$store/run" "$@"
}

# An ordinary user's store holds files of other users of the user namespace.
remove_store() { if is_root; then rm -rf "$1"; else buildah unshare rm -rf "$1"; fi; }

# build_image DOCKERFILE TAG TAR FOLDER [ARG=VALUE...]; the context is FOLDER/context, less what DOCKERFILE.dockerignore names.
build_image() {
  local dockerfile=$1 tag=$2 tar=$3 folder=$4 argument arguments=()
  shift 4
  [[ ! -f $dockerfile.dockerignore ]] || arguments+=(--ignorefile "$dockerfile.dockerignore")
  for argument in "$@"; do arguments+=(--build-arg "$argument"); done
  with_store "$folder/store" bud --isolation chroot --quiet "${arguments[@]}" -f "$dockerfile" -t "$tag" "$folder/context" \
    && with_store "$folder/store" push --quiet "$tag" "docker-archive:$folder/image.tar:$tag" \
    && mv "$folder/image.tar" "$tar"
}

fill_and_build() { "$1" "$2" "$6/context" && build_image "${@:3}"; }

# make_image LABEL TAR DOCKERFILE TAG FILL-COMMAND [ARG=VALUE...]
make_image() {
  local name=$1 tar=$2 dockerfile=$3 tag=$4 fill=$5 folder
  shift 5
  mkdir -p "$CACHE/images"
  folder=$(mktemp -d "$CACHE/images/.build-XXXXXX")
  mkdir -p "$folder/context"
  progress "building image $name" fill_and_build "$fill" "$name" "$dockerfile" "$tag" "$tar" "$folder" "$@" \
    || { remove_store "$folder"; fail "building image $name failed" "see the output of buildah above"; }
  remove_store "$folder"
}

fill_context() {
  local line
  while IFS= read -r line; do cp -a "${line#*=}" "$2/${line%%=*}"; done < <(image_files "$1")
}

prune_images() {
  local old
  # shellcheck disable=SC2012 # the names are ours, and the order is by time
  ls -t "$CACHE/images/$1"-????????????????.tar 2>/dev/null | tail -n +$((IMAGES_KEPT + 1)) | while read -r old; do rm -f "$old"; done
}

# What an image is made of, except what ./dev build makes.
ensure_parts() {
  local name=$1
  image_tag "$name" >/dev/null
  [[ $name != nats-* ]] || ensure_tool "nats-server-${name#nats-}"
  [[ $name != pause ]] || ensure_tool pause
  need_contents "$name"
  ! is_java_image "$name" || ensure_base
  ! has_sbom "$name" || write_sbom "$name"
  ! has_empty_sbom "$name" || echo '{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}' >"$(sbom "$name")"
}

build_one() {
  local name=$1 tar=$2
  if is_java_image "$name"; then
    make_image "$name" "$tar" "$(dockerfile "$name")" "$(image_tag "$name")" fill_context "BASE=docker-archive:$(base_tar)" "AOT=$(image_aot "$name")"
  else
    make_image "$name" "$tar" "$(dockerfile "$name")" "$(image_tag "$name")" fill_context
  fi
  prune_images "$name"
}

# Concurrently: each mostly copies files.
build_images() {
  local name builds=() build code=0
  for name; do
    build_one "$name" "$(readlink "$IMAGES/$name.tar")" &
    builds+=($!)
  done
  for build in "${builds[@]}"; do wait "$build" || code=$?; done
  return "$code"
}

# Prints images=FOLDER, then IMAGE=TAR for each: the name in a manifest, and the archive that holds it.
ensure_images() {
  local name names tar missing=()
  if (($#)); then names=("$@"); else mapfile -t names < <(images_default); fi
  mkdir -p "$IMAGES"
  for name in "${names[@]}"; do
    ensure_parts "$name"
    tar=$CACHE/images/$name-$(image_hash "$name").tar
    ln -sfn "$tar" "$IMAGES/$name.tar"
    if [[ -f $tar ]]; then touch "$tar"; else missing+=("$name"); fi
  done
  ((${#missing[@]} == 0)) || progress "building images: ${missing[*]}" build_images "${missing[@]}" || exit "$REPORTED"
  echo "images=$IMAGES"
  for name in "${names[@]}"; do echo "$(image_tag "$name")=$IMAGES/$name.tar"; done
}
