# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# With KUBECONFIG set: existing clusters, as an ordinary user.

KUBERNETES_IMAGES=(agent hub client)

need_program() { has "$1" || fail "$1 is not in PATH" "$2"; }

# kubectl is there where a cluster is; helm is built where it is missing and Go is not.
export_own_programs() {
  local bin=$FLOTILLA_HOME/e2e/target/bin
  # What `up` printed to go on with puts this folder into PATH: its links must not be made to point at themselves.
  PATH=$(tr ':' '\n' <<<"$PATH" | grep -vxF "$bin" | paste -sd:)
  need_program kubectl "see https://kubernetes.io/docs/tasks/tools"
  if ! has helm && has go; then ensure_tool helm && PATH=$PATH:$(tool_dir helm); fi
  need_program helm "see https://helm.sh/docs/intro/install"
  mkdir -p "$bin"
  ln -sfn "$(command -v kubectl)" "$(command -v helm)" "$bin/"
  export FLOTILLA_BIN_DIR=$bin PATH
}

# Names of contexts hold what names of members may not.
member_of_context() { tr 'A-Z' 'a-z' <<<"$1" | sed 's/[^a-z0-9]\{1,\}/-/g; s/^-//; s/-$//' | cut -c1-40 | sed 's/-$//'; }

# One file with everything in it, since KUBECONFIG may name several and they may name more.
flatten_kubeconfig() {
  OWN_KUBECONFIG=$FLOTILLA_HOME/e2e/target/own.kubeconfig
  (umask 077 && kubectl config view --flatten --raw >"$OWN_KUBECONFIG.new") || fail "KUBECONFIG=$KUBECONFIG cannot be read"
  mv "$OWN_KUBECONFIG.new" "$OWN_KUBECONFIG"
}

own_member() {
  local name
  name=$(member_of_context "$1")
  echo "$name=$OWN_KUBECONFIG#$1#flotilla-$name"
}

# Each context is a member; of one alone two namespaces are.
own_members() {
  local contexts context members=()
  mapfile -t contexts < <(kubectl config get-contexts -o name)
  case ${#contexts[@]} in
    0) fail "KUBECONFIG=$KUBECONFIG has no context" "list contexts with 'kubectl config get-contexts'" ;;
    1) members=("east=$OWN_KUBECONFIG#${contexts[0]}#flotilla-east" "west=$OWN_KUBECONFIG#${contexts[0]}#flotilla-west") ;;
    *) for context in "${contexts[@]}"; do members+=("$(own_member "$context")"); done ;;
  esac
  (IFS=,; echo "${members[*]}")
}

# `up` would use a namespace of that name, and `down` would delete it.
refuse_foreign_namespaces() {
  local members member context namespace name found
  IFS=, read -ra members <<<"$FLOTILLA_MEMBERS"
  for member in "${members[@]}"; do
    IFS='#' read -r _ context namespace <<<"$member"
    for name in "$namespace" "nats-${member%%=*}" flotilla-hub; do
      found=$(kubectl --kubeconfig "$OWN_KUBECONFIG" --context "$context" get namespace "$name" --ignore-not-found \
        -o 'jsonpath={.metadata.name}={.metadata.labels.flotilla\.dev/made-by}')
      [[ -z $found || $found == "$name=dev" ]] || fail "namespace $name already exists in context $context and was not created by './dev up'" \
        "use another cluster, or delete the namespace if it is no longer needed"
    done
  done
}

push_with_engine() {
  local engine=$1 tar=$2 from=$3 to=$4
  "$engine" load -q -i "$tar" >&2 && "$engine" tag "$from" "$to" && "$engine" push -q "$to" >&2
}

# push_image TAR NAME TARGET: a registry on this machine may speak plain HTTP, as is usual.
push_image() {
  local tar=$1 name=$2 to=$3 verify=true
  [[ $to != localhost[:/]* && $to != 127.0.0.1[:/]* ]] || verify=false
  if has skopeo; then
    skopeo copy --quiet --dest-tls-verify=$verify "docker-archive:$tar" "docker://$to"
  elif has docker; then push_with_engine docker "$tar" "$name" "$to"
  elif has podman; then push_with_engine podman "$tar" "$name" "$to"
  elif has buildah; then buildah pull -q "docker-archive:$tar" >&2 && buildah push -q --tls-verify=$verify "$name" "docker://$to"
  else fail "no program to push images was found" "install skopeo, docker, podman or buildah, or use --load COMMAND"; fi
}

# The path of the archive stands for {} in the command, or comes last.
load_by_command() {
  local command=$1 tar=$2
  [[ $command == *'{}'* ]] || command+=" {}"
  # shellcheck disable=SC2016 # $1 is for the inner shell
  "$BASH" -c "${command//'{}'/'"$1"'}" load "$tar"
}

deliver_image() {
  local name=$1 tar=$2 short
  short=${name##*/}
  if [[ -n $REGISTRY ]]; then
    push_image "$tar" "$name" "$REGISTRY/$short" || fail "$short could not be pushed to $REGISTRY" "check the registry's address, and that you are logged in"
  else
    load_by_command "$LOAD" "$tar" || fail "the command given to --load failed for $tar" "$LOAD"
  fi
}

# The images of NATS itself come from where the cluster's nodes get images.
deliver_images() {
  local line images
  images=$("$RIG" images "${KUBERNETES_IMAGES[@]}")
  while IFS= read -r line; do
    [[ $line != images=* ]] || continue
    say "delivering ${line%%=*}"
    deliver_image "${line%%=*}" "${line#*=}" >&2
  done <<<"$images"
}

REGISTRY='' LOAD=''
parse_own_options() {
  while (($#)); do
    case $1 in
      --registry) REGISTRY=${2-}; shift 2 ;;
      --load) LOAD=${2-}; shift 2 ;;
      *) fail "unknown option '$1' with KUBECONFIG set" "pass --registry HOST/PREFIX or --load COMMAND" ;;
    esac
  done
  [[ -n $REGISTRY || -n $LOAD ]] || fail "no way to deliver the images is set" "pass --registry HOST/PREFIX or --load COMMAND, such as --load 'kind load image-archive {}'"
}

export_own_session() {
  export_own_programs
  flatten_kubeconfig
  FLOTILLA_MEMBERS=$(own_members)
  FLOTILLA_IMAGE_PREFIX=${REGISTRY:-docker.io/flotilla}
  export FLOTILLA_MEMBERS FLOTILLA_IMAGE_PREFIX FLOTILLA_HOME FLOTILLA_MODE=own
}

start_own_session() {
  parse_own_options "$@"
  export_own_programs
  kubectl get --raw /readyz >/dev/null || fail "the cluster of KUBECONFIG=$KUBECONFIG does not respond" "kubectl get --raw /readyz"
  export_own_session
  refuse_foreign_namespaces
  ensure_build
  deliver_images
}
