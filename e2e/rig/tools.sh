# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The Go programs of the rig, each built once from its public module into the cache: $CACHE/tools/NAME-VERSION/.

KUBERNETES_VERSION=1.34.4
# Nodes stay at the version above: a kubelet of this one refuses cgroup v1.
KUBERNETES_NEWEST=1.37.2
ETCD_VERSION=3.7.3
COREDNS_VERSION=1.15.0
HELM_VERSION=3.22.0
REGISTRY_VERSION=0.22.1
# Storage that speaks the S3 API, and the age tool, as integration tests of backups use them.
VERSITYGW_VERSION=1.8.0
AGE_VERSION=1.3.2
# The nats CLI, which benchmarks of backups compare with.
NATSCLI_VERSION=0.5.1
NATS_VERSIONS_DEFAULT=(2.15.3 2.15.2 2.14.9)
NATS_VERSIONS_KNOWN=(2.11.17 2.12.15 2.14.9 2.15.2 2.15.3)
PROVISIONER_VERSION=1
PAUSE_VERSION=1
GO_MINIMUM=1.26

tools_default() {
  local version
  for version in "${NATS_VERSIONS_DEFAULT[@]}"; do echo "nats-server-$version"; done
  echo "helm-$HELM_VERSION" "pause-$PAUSE_VERSION" "etcd-$ETCD_VERSION" "coredns-$COREDNS_VERSION" \
    "kubernetes-$KUBERNETES_VERSION" "provisioner-$PROVISIONER_VERSION" | tr ' ' '\n'
}

# The full NAME-VERSION of an abbreviated name; nats-server-VERSION is used as it is.
tool_full_name() {
  case $1 in
    kubernetes | kubectl) echo "kubernetes-$KUBERNETES_VERSION" ;;
    control-plane) echo "control-plane-$KUBERNETES_NEWEST" ;;
    etcd) echo "etcd-$ETCD_VERSION" ;;
    coredns) echo "coredns-$COREDNS_VERSION" ;;
    helm) echo "helm-$HELM_VERSION" ;;
    registry) echo "registry-$REGISTRY_VERSION" ;;
    versitygw) echo "versitygw-$VERSITYGW_VERSION" ;;
    age) echo "age-$AGE_VERSION" ;;
    natscli) echo "natscli-$NATSCLI_VERSION" ;;
    pause) echo "pause-$PAUSE_VERSION" ;;
    provisioner) echo "provisioner-$PROVISIONER_VERSION" ;;
    nats-server) echo "nats-server-${NATS_VERSIONS_DEFAULT[0]}" ;;
    *-[0-9]*) echo "$1" ;;
    *) fail "unknown tool '$1'" "one of kubernetes, control-plane, etcd, coredns, helm, registry, pause, provisioner, versitygw, age, natscli, nats-server[-VERSION] (known: ${NATS_VERSIONS_KNOWN[*]})" ;;
  esac
}

tool_dir() { echo "$CACHE/tools/$(tool_full_name "$1")"; }

need_go() {
  local found hint="install Go $GO_MINIMUM or newer; without it './dev build' and 'test unit' still work"
  has go || fail "Go is not installed, so the tools of the rig cannot be built" "$hint"
  found=$(go env GOVERSION) found=${found#go}
  [[ $(printf '%s\n' "$GO_MINIMUM" "$found" | sort -V | head -n 1) == "$GO_MINIMUM" ]] \
    || fail "Go $found is too old to build the tools of the rig" "$hint"
}

# Atomically: a tool's folder is there in full or not at all; two runs at once wait for each other.
ensure_tool() {
  local name folder work
  name=$(tool_full_name "$1")
  folder=$CACHE/tools/$name
  [[ ! -d $folder ]] || return 0
  need_go
  mkdir -p "$CACHE/tools"
  exec 8>"$CACHE/tools/.$name.lock"
  flock 8
  if [[ ! -d $folder ]]; then
    work=$(mktemp -d "$CACHE/tools/.build-XXXXXX")
    progress "building $name" "$RIG_HOME/build-tool.sh" "$name" "$work" 8>&- \
      || { rm -rf "$work"; fail "building $name failed" "see the output of go above; is its module proxy reachable (go env GOPROXY)?"; }
    mv -T "$work/out" "$folder"
    rm -rf "$work"
  fi
  exec 8>&-
}

ensure_tools() {
  local name names
  if (($#)); then names=("$@"); else mapfile -t names < <(tools_default); fi
  for name in "${names[@]}"; do ensure_tool "$name"; done
}
