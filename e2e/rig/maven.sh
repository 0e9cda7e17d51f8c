# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Makes ./mvnw usable: its distribution is unpacked where the wrapper looks for it.

wrapper_property() { sed -n "s/^$1=//p" "$FLOTILLA_HOME/.mvn/wrapper/maven-wrapper.properties"; }

# The hash that names the wrapper's folder: that of Java's String.hashCode, in hex.
wrapper_hash() {
  local text=$1 hash=0 i
  for ((i = 0; i < ${#text}; i++)); do
    hash=$(((hash * 31 + $(LC_CTYPE=C printf %d "'${text:i:1}")) % 4294967296))
  done
  printf %x "$hash"
}

# MAVEN_HOME as ./mvnw computes it from distributionUrl.
wrapper_home() {
  local url name
  url=$(wrapper_property distributionUrl)
  name=${url##*/}
  printf '%s/wrapper/dists/%s/%s' "${MAVEN_USER_HOME:-$HOME/.m2}" "${name%-bin.zip}" "$(wrapper_hash "$url")"
}

# By coordinates, with whatever repository or mirror the installed mvn is set up for.
maven_by_coordinates() {
  local folder=$1 version=$2
  # Outside the project: its .mvn/jvm.config has options that an older JDK refuses.
  (cd "$folder" && mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.maven:apache-maven:$version:zip:bin" -DoutputDirectory="$folder") >"$folder/log" 2>&1 \
    || return 1
  echo "$(wrapper_property distributionSha256Sum)  $folder/apache-maven-$version-bin.zip" | sha256sum -c --quiet - >&2
}

unpack_maven() {
  local folder=$1 version=$2 home=$3
  (cd "$folder" && "$JAVA_HOME/bin/jar" xf "apache-maven-$version-bin.zip")
  chmod +x "$folder/apache-maven-$version/bin/"mvn*
  mkdir -p "${home%/*}"
  mv -T "$folder/apache-maven-$version" "$home" 2>/dev/null || [[ -d $home ]]
}

# Order: already unpacked, the wrapper's own download, an installed mvn.
ensure_maven() {
  local home folder version
  home=$(wrapper_home)
  [[ ! -d $home ]] || return 0
  say "downloading Maven for ./mvnw"
  if (cd "$FLOTILLA_HOME" && timeout 120 ./mvnw -q --version) >/dev/null 2>&1; then return 0; fi
  command -v mvn >/dev/null || fail "Maven is not available: $(wrapper_property distributionUrl) is not reachable and no mvn is installed" \
    "install Maven (apt-get install maven), or unpack that file to $home"
  version=${home#*/apache-maven-} version=${version%%/*}
  folder=$(mktemp -d)
  maven_by_coordinates "$folder" "$version" || { cat "$folder/log" >&2
    fail "the installed mvn could not fetch org.apache.maven:apache-maven:$version:zip:bin" "see its message above; the files are in $folder"; }
  unpack_maven "$folder" "$version" "$home"
  rm -rf "$folder"
}
