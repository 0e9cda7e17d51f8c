# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the rig needs of the machine, and the packages that provide it.

# COMMAND:PACKAGE
HOST_NEEDS=(containerd:containerd ctr:containerd runc:runc iptables:iptables conntrack:conntrack ip:iproute2 openssl:openssl
  nsenter:util-linux setsid:util-linux buildah:buildah skopeo:skopeo)

# missing_packages COMMAND...: the packages of those that are not there; of all that the rig needs without one.
missing_packages() {
  local need wanted=" $* "
  for need in "${HOST_NEEDS[@]}"; do
    [[ $# -gt 0 && $wanted != *" ${need%%:*} "* ]] || has "${need%%:*}" || echo "${need#*:}"
  done | sort -u
  [[ $# -gt 0 ]] || (cni_plugins) >/dev/null 2>&1 || echo containernetworking-plugins
}

ensure_host() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  is_root || fail "missing on this machine: ${missing[*]}" "as root: apt-get install ${missing[*]}"
  has apt-get || fail "missing on this machine: ${missing[*]}" "install them with the package manager of this system"
  mkdir -p "$STATE/locks"
  exec 6>"$STATE/locks/packages"
  flock 6
  # Another command may have installed them while this one waited.
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) || progress "installing ${missing[*]}" install_packages "${missing[@]}" \
    || fail "apt-get could not install: ${missing[*]}" "see its messages above"
  exec 6>&-
}

# Waits for another package manager, such as unattended upgrades.
install_packages() {
  local apt=(apt-get -q -o DPkg::Lock::Timeout=300)
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" install -y --no-install-recommends "$@" || { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; }
}

# verdict OK|no WHAT WHY
verdict() { printf '%-4s %-34s %s\n' "$1" "$2" "${3-}"; }

doctor_host() {
  local need code=0
  if is_root; then verdict ok root; else verdict no root "the rig creates network namespaces; not needed with KUBECONFIG set"; code=1; fi
  if cgroup_v2; then verdict ok "cgroup v2"; else verdict ok "cgroup v1"; fi
  for need in "${HOST_NEEDS[@]}"; do
    if has "${need%%:*}"; then verdict ok "${need%%:*}"; else verdict no "${need%%:*}" "apt-get install ${need#*:} (done by 'rig up' as root)"; code=1; fi
  done
  if (cni_plugins) >/dev/null 2>&1; then verdict ok "CNI plugins"; else verdict no "CNI plugins" "apt-get install containernetworking-plugins"; code=1; fi
  if (need_go) 2>/dev/null; then verdict ok "$(go env GOVERSION)"; else verdict no "Go $GO_MINIMUM" "$( (need_go) 2>&1 | head -n 1)"; code=1; fi
  doctor_tools
  return "$code"
}

doctor_tools() {
  local name
  for name in $(tools_default); do
    if [[ -d $CACHE/tools/$name ]]; then verdict ok "$name"; else verdict wait "$name" "built on first use"; fi
  done
}
