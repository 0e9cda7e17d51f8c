# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Finds JDK 25, or fetches a pinned one into the cache; exports JAVA_HOME.

JDK_MAJOR=25
JDK_VERSION=25.0.3+9
JDK_SHA256_x86_64=69264a7a211bf5029830d07bc3370f879769d62ebc5b5488e90c9343a2da0e1f
JDK_SHA256_aarch64=3e4287cb98870ba824ed698854bdc27cff984254caf66dd12cc291e7bfdde26b

is_jdk() { [[ -x $1/bin/javac && -f $1/release ]] && grep -q "^JAVA_VERSION=\"$JDK_MAJOR" "$1/release"; }

# Where a JDK may be installed, best first; one path a line.
jdk_candidates() {
  [[ -z ${JAVA_HOME-} ]] || echo "$JAVA_HOME"
  ! has javac || dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
  ls -d /usr/lib/jvm/*"$JDK_MAJOR"* "$CACHE/jdk/jdk-$JDK_VERSION" 2>/dev/null || true
}

find_jdk() {
  local folder
  while read -r folder; do
    ! is_jdk "$folder" || { echo "$folder"; return 0; }
  done < <(jdk_candidates)
  return 1
}

jdk_url() {
  local architecture=${1/x86_64/x64}
  echo "https://github.com/adoptium/temurin$JDK_MAJOR-binaries/releases/download/jdk-${JDK_VERSION/+/%2B}/OpenJDK${JDK_MAJOR}U-jdk_${architecture}_linux_hotspot_${JDK_VERSION/+/_}.tar.gz"
}

download() {
  if has curl; then curl -fsSL --connect-timeout 15 --max-time 900 -o "$2" "$1"; else wget -q --timeout=60 -O "$2" "$1"; fi
}

fetch_jdk() {
  local architecture sum folder hint="install JDK $JDK_MAJOR and set JAVA_HOME to it"
  architecture=$(uname -m)
  sum=JDK_SHA256_$architecture
  [[ -n ${!sum-} ]] || fail "there is no pinned JDK $JDK_MAJOR for $architecture" "$hint"
  has curl || has wget || fail "JDK $JDK_MAJOR was not found, and neither curl nor wget is installed to download it" "$hint"
  mkdir -p "$CACHE/jdk"
  folder=$(mktemp -d "$CACHE/jdk/.fetch-XXXXXX")
  progress "downloading JDK $JDK_VERSION" download "$(jdk_url "$architecture")" "$folder/jdk.tar.gz" \
    || { rm -rf "$folder"; fail "JDK $JDK_MAJOR was not found, and $(jdk_url "$architecture") cannot be downloaded" "$hint"; }
  echo "${!sum}  $folder/jdk.tar.gz" | sha256sum -c --quiet - >&2 \
    || { rm -rf "$folder"; fail "the JDK downloaded from $(jdk_url "$architecture") does not match the pinned checksum" "$hint"; }
  tar -xzf "$folder/jdk.tar.gz" -C "$folder"
  mv -T "$folder/jdk-$JDK_VERSION" "$CACHE/jdk/jdk-$JDK_VERSION" 2>/dev/null || [[ -d $CACHE/jdk/jdk-$JDK_VERSION ]]
  rm -rf "$folder"
}

ensure_jdk() {
  JAVA_HOME=$(find_jdk) || { fetch_jdk; JAVA_HOME=$(find_jdk); }
  export JAVA_HOME
}
