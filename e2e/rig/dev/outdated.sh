# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What has newer releases: a table of what is pinned, in poms and in tools.sh. What did not answer is named after it.

VERSIONS_PLUGIN=org.codehaus.mojo:versions-maven-plugin:2.25.1
PRERELEASES='(?i).*[-.](alpha|beta|rc|cr|m|preview)[-.]?[0-9]*(-.*)?'

# One "WHAT OURS NEWEST" a line from the plugin's "  WHAT ..... OURS -> NEWEST"; a property is asked for in every module.
maven_updates() { sed -nE 's/^\[INFO\] +(\$\{(\S+)\.version\}|(\S+)) \.* ?(\S+) -> (\S+)$/\2\3 \4 \5/p' "$1" | sort -u; }

maven_silence() { sed -nE 's/^\[WARNING\] Could not transfer metadata ([^ ]*)\/maven-metadata.xml .*/\1/p' "$1" | sort -u; }

ask_maven() {
  maven -U "$VERSIONS_PLUGIN:display-property-updates" "$VERSIONS_PLUGIN:display-plugin-updates" "-Dmaven.version.ignore=$PRERELEASES" >"$1" 2>&1
}

# One "MODULE VERSION" a line.
go_tools() {
  local version
  for version in "${NATS_VERSIONS_KNOWN[@]}"; do echo "github.com/nats-io/nats-server/v2 $version"; done
  echo "k8s.io/kubernetes $KUBERNETES_NEWEST
go.etcd.io/etcd/server/v3 $ETCD_VERSION
github.com/coredns/coredns $COREDNS_VERSION
helm.sh/helm/v3 $HELM_VERSION
github.com/google/go-containerregistry $REGISTRY_VERSION
github.com/versity/versitygw $VERSITYGW_VERSION
filippo.io/age $AGE_VERSION"
}

# Releases of a module, oldest first.
go_releases() { go list -m -versions "$1" 2>/dev/null | tr ' ' '\n' | sed -n 's/^v\([0-9.]*\)$/\1/p'; }

# A nats-server or a Kubernetes is one of several lines: the newest patch of its own, since the others are pinned as well.
go_newest() {
  case $1 in
    */nats-server/* | k8s.io/*) go_releases "$1" | grep "^${2%.*}\." | tail -n 1 ;;
    *) go_releases "$1" | tail -n 1 ;;
  esac
}

ask_go() {
  local module version newest
  while read -r module version; do
    newest=$(cd / && go_newest "$module" "$version") || true
    if [[ -z $newest ]]; then echo "$module" >>"$2"; elif [[ $newest != "$version" ]]; then echo "$module $version $newest" >>"$1"; fi
  done < <(go_tools)
}

run_outdated() {
  local folder code=0
  ensure_jdk
  ensure_maven
  folder=$(mktemp -d)
  progress "asking Maven's repository" ask_maven "$folder/log" || { tail -n 20 "$folder/log" >&2; echo "Maven" >>"$folder/silent"; }
  maven_updates "$folder/log" >"$folder/updates"
  maven_silence "$folder/log" >>"$folder/silent"
  if has go; then progress "asking the proxy of Go modules" ask_go "$folder/updates" "$folder/silent"; else echo "Go modules: Go is not installed" >>"$folder/silent"; fi
  { echo "WHAT OURS NEWEST"; cat "$folder/updates"; } | column -t
  echo "The advisories in sbom are of $(sed -n 's/.*"date": "\(.*\)",/\1/p' "$FLOTILLA_HOME/sbom/src/main/resources/dev/flotilla/sbom/advisories.json")."
  if [[ -s $folder/silent ]]; then
    code=1
    say "error: no answer for:"
    sed 's/^/  /' "$folder/silent" >&2
  fi
  rm -rf "$folder"
  return "$code"
}
