#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck source-path=SCRIPTDIR
# build-tool.sh NAME-VERSION FOLDER: builds one Go program into FOLDER/out. Called by tools.sh, which keeps the results.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/lib.sh"

CONTROL_PLANE=(kube-apiserver kube-controller-manager kube-scheduler)
KUBERNETES_PROGRAMS=("${CONTROL_PLANE[@]}" kube-proxy kubelet kubectl)

# Every build starts from a folder of its own with a module made on the spot, because `go install` refuses modules
# with replace directives, and resolves only what the programs import.
go_module() {
  go mod init flotilla.invalid/tool 2>/dev/null
  go get "$1"
}

build_go() { go build -mod=mod -trimpath -o "$1" -ldflags "-s -w $3" "$2"; }

# The staging modules of Kubernetes are published apart under the same minor.
kubernetes_module() {
  local version=$1 gomod module arguments=()
  go mod init flotilla.invalid/tool 2>/dev/null
  go mod edit -require="k8s.io/kubernetes@v$version"
  gomod=$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"GoMod": "\(.*\)",*/\1/p')
  while read -r module; do
    [[ $module != *sample* ]] || continue
    arguments+=("-require=$module@v0.${version#1.}" "-replace=$module=$module@v0.${version#1.}")
  done < <(sed -n 's/^[[:space:]]*\(k8s.io[^ ]*\) => .*staging.*/\1/p' "$gomod" | sort -u)
  go mod edit "${arguments[@]}"
}

# build_kubernetes VERSION FOLDER PROGRAM...
build_kubernetes() {
  local version=$1 out=$2 program stamp
  local package=k8s.io/component-base/version
  stamp="-X $package.gitVersion=v$version -X $package.gitMajor=1 -X $package.gitMinor=$(cut -d. -f2 <<<"$version")"
  stamp+=" -X k8s.io/client-go/pkg/version.gitVersion=v$version"
  shift 2
  kubernetes_module "$version"
  printf 'package main\nimport (\n' >imports.go
  printf '_ "k8s.io/kubernetes/cmd/%s"\n' "$@" >>imports.go
  printf ')\n' >>imports.go
  for program in "$@"; do build_go "$out/$program" "k8s.io/kubernetes/cmd/$program" "$stamp"; done
}

build_own() {
  cp "$RIG_HOME/go/$1/"* .
  go build -mod=mod -trimpath -o "$2/$1" -ldflags "-s -w" .
}

build_module() {
  local out=$1 module=$2 package=$3 stamp=${4-}
  go_module "$module"
  build_go "$out" "$package" "$stamp"
}

# build_programs FOLDER MODULE PACKAGE...: several programs of one module, each under its own name. The packages are
# asked for by name, so that what only they import is resolved too.
build_programs() {
  local out=$1 module=$2 package
  shift 2
  go_module "$module"
  for package in "$@"; do
    go get "$package@${module##*@}"
    build_go "$out/${package##*/}" "$package" ""
  done
}

build_tool() {
  local name=$1 out=$2 version=${1##*-}
  case ${name%-*} in
    kubernetes) build_kubernetes "$version" "$out" "${KUBERNETES_PROGRAMS[@]}" ;;
    control-plane) build_kubernetes "$version" "$out" "${CONTROL_PLANE[@]}" ;;
    etcd) build_module "$out/etcd" "go.etcd.io/etcd/server/v3@v$version" go.etcd.io/etcd/server/v3 ;;
    coredns) build_module "$out/coredns" "github.com/coredns/coredns@v$version" github.com/coredns/coredns ;;
    helm) build_module "$out/helm" "helm.sh/helm/v3/cmd/helm@v$version" helm.sh/helm/v3/cmd/helm \
      "-X helm.sh/helm/v3/internal/version.version=v$version" ;;
    registry) build_module "$out/registry" "github.com/google/go-containerregistry/cmd/registry@v$version" \
      github.com/google/go-containerregistry/cmd/registry ;;
    nats-server) build_module "$out/nats-server" "github.com/nats-io/nats-server/v2@v$version" github.com/nats-io/nats-server/v2 ;;
    natscli) build_module "$out/nats" "github.com/nats-io/natscli/nats@v$version" github.com/nats-io/natscli/nats ;;
    versitygw) build_module "$out/versitygw" "github.com/versity/versitygw/cmd/versitygw@v$version" \
      github.com/versity/versitygw/cmd/versitygw ;;
    age) build_programs "$out" "filippo.io/age@v$version" filippo.io/age/cmd/age filippo.io/age/cmd/age-keygen ;;
    pause | provisioner) build_own "${name%-*}" "$out" ;;
    *) fail "unknown tool '$name'" ;;
  esac
}

# No CGO: the programs also run in images that have no C library.
export CGO_ENABLED=0 GOFLAGS="${GOFLAGS-} -buildvcs=false"
mkdir -p "$2/source" "$2/out"
cd "$2/source"
build_tool "$1" "$2/out"
