# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The base of the Java images, made on the spot from the JDK at hand: a jlink runtime, the libraries that it links, and
# their loader.

# Reviewed list: what Quarkus, the Kubernetes client, jnats and BouncyCastle use at run time. jdk.crypto.ec for TLS,
# java.naming for certificates, jdk.zipfs for resources, jdk.management for memory metrics, jdk.jcmd to look into a pod.
JVM_MODULES=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

base_hash() { { cat "$JAVA_HOME/release"; cat "$RIG_HOME/jvm-base.sh" "$DOCKER/Dockerfile.jvm-base"; } | sha256sum | cut -c1-16; }
base_tar() { echo "$CACHE/images/jvm-base-$(base_hash).tar"; }
base_libraries() { echo "$CACHE/images/jvm-base-$(base_hash).libraries"; }

make_runtime() {
  "$JAVA_HOME/bin/jlink" --add-modules "$JVM_MODULES" --strip-debug --no-header-files --no-man-pages \
    --include-locales=en --output "$1/opt/java/openjdk" || return 1
  # jlink leaves out the archive of the JDK's own classes that a whole JDK starts from.
  "$1/opt/java/openjdk/bin/java" -Xshare:dump -XX:+UseCompactObjectHeaders
}

# The libraries are where the loader of this machine's C library looks for them.
copy_libraries() {
  local root=$1 library
  find "$root/opt/java/openjdk" -type f \( -name '*.so' -o -path '*/bin/*' \) -print0 | xargs -0 ldd 2>/dev/null \
    | awk '/=> \// {print $3} /^\t\/.*ld-/ {print $1}' | sort -u | while read -r library; do
    [[ $library == "$root"* ]] || install -D -m 755 "$(readlink -f "$library")" "$root$library"
  done
}

# For the bill of materials, one a line: path, SHA-256, and on Debian and its kin the package, its version and the system.
list_libraries() {
  local root=$1 path package
  find "$root" -name '*.so*' -type f -not -path "$root/opt/*" | sort | while read -r path; do
    printf '%s\t%s' "${path#"$root"}" "$(sha256sum <"$path" | cut -d' ' -f1)"
    package=$(owning_package "${path#"$root"}")
    [[ -z $package ]] || printf '\t%s' "$package" "$(dpkg-query -W -f '${Version}\n' "$package" | head -n 1)" "$(. /etc/os-release && echo "$ID")"
    echo
  done
}

# Packages own the path that was before /lib became a link to /usr/lib, or the one after.
owning_package() {
  local file
  file=$(readlink -f "$1")
  ! has dpkg-query || { dpkg-query -S "$file" "${file#/usr}" "/usr$file" 2>/dev/null || true; } | sed -n '1s/:.*//p'
}

# Without it the C library knows only ASCII, and so does Java for the names of files.
copy_locale() {
  [[ ! -d /usr/lib/locale/C.utf8 ]] || { mkdir -p "$1/usr/lib/locale" && cp -a /usr/lib/locale/C.utf8 "$1/usr/lib/locale/"; }
}

write_accounts() {
  mkdir -p "$1/etc" "$1/tmp" "$1/home/flotilla"
  chmod 1777 "$1/tmp"
  chown 10001:10001 "$1/home/flotilla" 2>/dev/null || true
  echo 'flotilla:x:10001:10001::/home/flotilla:/nonexistent' >"$1/etc/passwd"
  echo 'flotilla:x:10001:' >"$1/etc/group"
  echo 'hosts: files dns' >"$1/etc/nsswitch.conf"
}

fill_base() {
  local root=$2/rootfs
  mkdir -p "$root"
  make_runtime "$root" && copy_libraries "$root" && list_libraries "$root" >"$(base_libraries)" && copy_locale "$root" && write_accounts "$root"
}

ensure_base() {
  [[ -f $(base_tar) && -f $(base_libraries) ]] || make_image jvm-base "$(base_tar)" "$DOCKER/Dockerfile.jvm-base" flotilla/jvm-base:local fill_base
}
