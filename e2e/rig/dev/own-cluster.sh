# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# With KUBECONFIG set: clusters that somebody else runs, as an ordinary user.

KUBERNETES_IMAGES=(agent client)

need_program() { has "$1" || fail "$1 is not in PATH" "$2"; }

# kubectl and helm of this machine, or those of the rig's cache where they were built.
export_own_programs() {
  local bin=$FLOTILLA_HOME/e2e/target/bin program
  mkdir -p "$bin"
  for program in kubectl helm; do
    case $program in kubectl) PATH=$PATH:$(tool_dir kubernetes) ;; helm) PATH=$PATH:$(tool_dir helm) ;; esac
    need_program "$program" "install it; https://kubernetes.io/docs/tasks/tools and https://helm.sh/docs/intro/install say how"
    ln -sfn "$(command -v "$program")" "$bin/$program"
  done
  export FLOTILLA_BIN_DIR=$bin PATH
}

# Each context is a member; of one alone two namespaces are.
own_members() {
  local contexts context members=()
  mapfile -t contexts < <(kubectl config get-contexts -o name)
  case ${#contexts[@]} in
    0) fail "KUBECONFIG=$KUBECONFIG has no context" "kubectl config get-contexts shows what it has" ;;
    1) members=("east=$KUBECONFIG#${contexts[0]}#flotilla-east" "west=$KUBECONFIG#${contexts[0]}#flotilla-west") ;;
    *) for context in "${contexts[@]}"; do members+=("$context=$KUBECONFIG#$context#flotilla"); done ;;
  esac
  (IFS=,; echo "${members[*]}")
}
