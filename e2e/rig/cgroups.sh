# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# One cgroup a node holds all that belongs to it: its own daemons in /fl-NODE/rig, its pods in /fl-NODE/kubepods.
# So what is killed at the end is exactly what was started, however it forked.

CGROUPS=/sys/fs/cgroup
cgroup_v2() { [[ -f $CGROUPS/cgroup.controllers ]]; }

# One line for each hierarchy that the rig fills: a single one with cgroup v2.
cgroup_roots() {
  if cgroup_v2; then echo "$CGROUPS"; else awk '$3 == "cgroup" {print $2}' /proc/mounts; fi
}

# runc also fills a v2 hierarchy mounted in addition to those of v1.
cgroup_mounts() { awk '$3 == "cgroup" || $3 == "cgroup2" {print $2}' /proc/mounts; }

make_cgroup() {
  local root
  ! cgroup_v2 || enable_controllers "$CGROUPS"
  for root in $(cgroup_roots); do
    mkdir -p "$root/fl-$1"
    [[ ! -f $root/cpuset.cpus ]] || inherit_cpuset "$root" "$root/fl-$1"
    mkdir -p "$root/fl-$1/rig"
    [[ ! -f $root/cpuset.cpus ]] || inherit_cpuset "$root" "$root/fl-$1/rig"
  done
  ! cgroup_v2 || enable_controllers "$CGROUPS/fl-$1"
}

# With v1 a new cpuset is empty and takes no process.
inherit_cpuset() {
  cat "$1/cpuset.cpus" >"$2/cpuset.cpus"
  cat "$1/cpuset.mems" >"$2/cpuset.mems"
}

# With v2 a child has only the controllers that its parent hands down; one that is refused is not needed by the kubelet.
enable_controllers() {
  local controller controllers
  read -ra controllers <"$1/cgroup.controllers"
  for controller in "${controllers[@]}"; do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
  done
}

enter_cgroup() {
  local root
  for root in $(cgroup_roots); do echo "$BASHPID" >"$root/fl-$1/rig/cgroup.procs"; done
}

# With v1 any one hierarchy names every process; each is in all of them.
cgroup_processes() {
  local root
  read -r root < <(cgroup_roots)
  # A cgroup that disappears while it is read is not a failure: the others must still be read.
  [[ ! -d $root/fl-$1 ]] || { find "$root/fl-$1" -name cgroup.procs -exec cat {} + 2>/dev/null || true; } | sort -u
}

kill_cgroup() {
  local deadline=$((SECONDS + 20)) pids
  while pids=$(cgroup_processes "$1") && [[ -n $pids ]]; do
    ((SECONDS < deadline)) || fail "these processes of node $1 do not exit: $(tr '\n' ' ' <<<"$pids")" "they may be stuck in the kernel; see 'ps -o pid,stat,cmd -p PID'"
    # shellcheck disable=SC2086 # one argument a pid
    kill -9 $pids 2>/dev/null || true
    sleep 0.1
  done
}

# A cgroup can be removed a moment after its last process ended.
remove_cgroup() {
  local root attempt
  for root in $(cgroup_mounts); do
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
      [[ -d $root/fl-$1 ]] || break
      find "$root/fl-$1" -depth -type d -exec rmdir {} + 2>/dev/null || sleep "0.$attempt"
    done
  done
}
