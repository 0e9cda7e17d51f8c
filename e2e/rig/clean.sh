# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Removes everything that belongs to a cluster, in whatever state it is, and nothing else.

unmount_under() {
  local mount
  awk -v prefix="$1/" 'index($2, prefix) == 1 {print $2}' /proc/mounts | sort -r | while read -r mount; do
    umount -l "$mount" 2>/dev/null || true
  done
}

# Programs without a setting for it put these outside the state folder.
remove_strays() {
  local folder=$1 address sandbox
  while read -r address; do rm -f "${address#unix://}"; done < <(shim_addresses "$folder")
  find /var/log/containers -maxdepth 1 -type l -lname "$folder/*" -delete 2>/dev/null || true
  for sandbox in "$folder"/node-*/containerd/*/io.containerd.grpc.v1.cri/sandboxes/*; do
    rm -f /var/lib/cni/results/*-"${sandbox##*/}"-*
  done
}

shim_addresses() { find "$1" -path '*/containerd/state/*' -name address -exec sh -c 'cat "$1"; echo' _ {} \; 2>/dev/null; }

# A node's number is not known after a crash at the very start: three is the most there can be.
member_down() {
  local name=$1 folder number index
  folder=$(member_dir "$name")
  [[ -d $folder ]] || return 0
  for index in 0 1 2; do kill_cgroup "$(node_name "$name" "$index")"; done
  unmount_under "$folder"
  number=$(cat "$folder/number" 2>/dev/null || true)
  [[ -z $number ]] || remove_member_links "$number"
  for index in 0 1 2; do
    remove_namespace "$(node_namespace "$name" "$index")"
    remove_cgroup "$(node_name "$name" "$index")"
  done
  remove_strays "$folder"
  with_state_lock forget_member "$name"
}

remove_member_links() {
  local index
  for index in 0 1 2; do remove_link "fl${1}n$index"; done
  remove_link "$(bridge "$1")"
}

# The number is released only when nothing of the cluster is left.
forget_member() {
  rm -rf --one-file-system "$(member_dir "$1")"
  apply_rules
}

down_all() {
  local name
  for name in $(members); do member_down "$name"; done
  with_state_lock hub_net_down
}

owned_by() { [[ -n $2 && -f $1 && $(cut -d' ' -f1 "$1") == "$2" ]]; }

# Removes what belongs to a process that has ended, and to the process PID if one is given.
reap() {
  local pid=$1 name
  for name in $(members); do
    if is_orphan "$name" || owned_by "$(member_dir "$name")/owner" "$pid"; then
      say "removing cluster $name"
      member_down "$name"
    fi
  done
  if [[ -f $STATE/hub/owner ]] && { ! alive "$STATE/hub/owner" || owned_by "$STATE/hub/owner" "$pid"; }; then
    with_state_lock hub_net_down
  fi
}
