# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The hub's own network namespace, behind address translation: it has its own subnet and no route to anywhere else, so
# it cannot open a connection to a member even if it knew an address. Members and the host reach it at HUB_ADDRESS.

hub_net_up() {
  if hub_net_exists; then
    [[ -f $STATE/hub/owner || -z ${1-} || -z $(ip netns pids $HUB_NAMESPACE) ]] \
      || fail "a hub started by './dev up' uses the hub's network" "./dev down"
    take_over "$STATE/hub/owner" "${1-}" "the hub's network"
  else
    hub_net_make "${1-}"
  fi
  apply_rules
}

hub_net_exists() { [[ -e /run/netns/$HUB_NAMESPACE && -e /sys/class/net/$HUB_LINK ]]; }

hub_net_make() {
  hub_net_remove_links
  mkdir -p "$STATE/hub"
  make_namespace $HUB_NAMESPACE
  ip link add $HUB_LINK type veth peer name eth0 netns $HUB_NAMESPACE
  sysctl -qw "net.ipv6.conf.$HUB_LINK.disable_ipv6=1" 2>/dev/null || true
  ip addr add $HUB_GATEWAY/24 dev $HUB_LINK
  ip link set $HUB_LINK up
  in_namespace $HUB_NAMESPACE ip addr add $HUB_ADDRESS/24 dev eth0
  in_namespace $HUB_NAMESPACE ip link set eth0 up
  [[ -z $1 ]] || record_process "$1" "$STATE/hub/owner"
}

hub_net_remove_links() {
  remove_link $HUB_LINK
  remove_namespace $HUB_NAMESPACE
}

# Processes that still run inside the namespace were started by hub-exec; they are found by their namespace and ended.
hub_net_down() {
  local pids
  if [[ -e /run/netns/$HUB_NAMESPACE ]]; then
    pids=$(ip netns pids $HUB_NAMESPACE)
    # shellcheck disable=SC2086 # one argument a pid
    [[ -z $pids ]] || kill -9 $pids 2>/dev/null || true
  fi
  barrier_on
  hub_net_remove_links
  rm -rf "$STATE/hub"
  apply_rules
}

need_hub_net() { [[ -e /run/netns/$HUB_NAMESPACE ]] || fail "the hub's network does not exist" "run rig hub-net up"; }

# pod_routes add|del: the host's routes to the pods of every member, which exist only while the barrier is off.
pod_routes() {
  local name number index
  for name in $(members); do
    number=$(member_number "$name")
    for ((index = 0; index < $(member_nodes "$name"); index++)); do
      ip route "$1" "$(node_pods "$number" "$index")" via "$(node_ip "$number" "$index")" 2>/dev/null || true
    done
  done
}

barrier_off() {
  need_hub_net
  touch "$STATE/hub/barrier-off"
  in_namespace $HUB_NAMESPACE ip route replace default via $HUB_GATEWAY
  pod_routes add
  apply_rules
}

barrier_on() {
  [[ -f $STATE/hub/barrier-off ]] || return 0
  rm "$STATE/hub/barrier-off"
  in_namespace $HUB_NAMESPACE ip route del default 2>/dev/null || true
  pod_routes del
  apply_rules
}

link_cut() { touch "$(member_dir "$1")/cut"; apply_rules; }
link_restore() { rm -f "$(member_dir "$1")/cut"; apply_rules; }
