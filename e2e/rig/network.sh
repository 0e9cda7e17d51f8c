# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The networks of the members, and the one set of firewall rules, always rendered whole from what is there.

HUB_ADDRESS=10.211.0.2
HUB_GATEWAY=10.211.0.1
HUB_NAMESPACE=flhub
HUB_LINK=flhub
CHAIN=FLOTILLA-RIG

no_ipv6() { sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 2>/dev/null || true; }
in_namespace() { local namespace=$1; shift; nsenter --net="/run/netns/$namespace" "$@"; }

make_namespace() {
  ip netns add "$1"
  in_namespace "$1" "$BASH" -c "$(declare -f no_ipv6); no_ipv6"
  in_namespace "$1" ip link set lo up
}

remove_namespace() { [[ ! -e /run/netns/$1 ]] || ip netns del "$1"; }

# A link also disappears by itself, a moment after the namespace of its other end.
remove_link() { [[ ! -e /sys/class/net/$1 ]] || ip link del "$1" 2>/dev/null || [[ ! -e /sys/class/net/$1 ]]; }

make_bridge() {
  ip link add "$1" type bridge
  sysctl -qw "net.ipv6.conf.$1.disable_ipv6=1" 2>/dev/null || true
  ip addr add "$2/24" dev "$1"
  ip link set "$1" up
}

# A node reaches the other nodes on the bridge, their pods through them, everything else through the host.
make_node_network() {
  local name=$1 number=$2 index=$3 nodes=$4 namespace other
  namespace=$(node_namespace "$name" "$index")
  make_namespace "$namespace"
  ip link add "fl${number}n$index" type veth peer name eth0 netns "$namespace"
  ip link set "fl${number}n$index" master "$(bridge "$number")" up
  in_namespace "$namespace" ip addr add "$(node_ip "$number" "$index")/24" dev eth0
  in_namespace "$namespace" ip link set eth0 up
  in_namespace "$namespace" ip route add default via "10.210.$number.1"
  for ((other = 0; other < nodes; other++)); do
    ((other == index)) || in_namespace "$namespace" ip route add "$(node_pods "$number" "$other")" via "$(node_ip "$number" "$other")"
  done
  in_namespace "$namespace" sysctl -qw net.ipv4.ip_forward=1
  in_namespace "$namespace" iptables -w -t nat -A POSTROUTING -s "10.212.$number.0/24" ! -d "10.212.$number.0/24" -o eth0 -j MASQUERADE
}

# The rules in their order: the first that fits decides.
#  - a cut link carries nothing in either direction, not even of open connections;
#  - with the barrier down the hub reaches all members, otherwise it may only respond;
#  - a member reaches its own nodes, the hub, and a member to which a path is open; it reaches nothing else and is not reached;
#  - a path that is closed again carries nothing more, not even of open connections.
render_rules() {
  local name link other
  echo "*filter"
  echo ":$CHAIN - [0:0]"
  echo ":$CHAIN-IN - [0:0]"
  for name in $(members); do
    link=$(bridge "$(member_number "$name")")
    [[ ! -f $(member_dir "$name")/cut ]] || printf -- "-A $CHAIN -i %s -o %s -j DROP\n" "$link" $HUB_LINK $HUB_LINK "$link"
  done
  for name in $(members); do
    link=$(bridge "$(member_number "$name")")
    echo "-A $CHAIN -i $link -o $link -j ACCEPT"
    for other in $(paths_of "$name"); do
      echo "-A $CHAIN -i $link -o $(bridge "$(member_number "$other")") -j ACCEPT"
    done
  done
  echo "-A $CHAIN -i flbr+ -o flbr+ -j DROP"
  [[ ! -f $STATE/hub/barrier-off ]] || echo "-A $CHAIN -i $HUB_LINK -o flbr+ -j ACCEPT"
  echo "-A $CHAIN -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"
  echo "-A $CHAIN -i $HUB_LINK -j DROP"
  echo "-A $CHAIN -i flbr+ -o $HUB_LINK -j ACCEPT"
  echo "-A $CHAIN -i flbr+ -j DROP"
  echo "-A $CHAIN -o flbr+ -j DROP"
  echo "-A $CHAIN -o $HUB_LINK -j DROP"
  echo "-A $CHAIN-IN -i $HUB_LINK -m conntrack --ctstate NEW -j DROP"
  echo "COMMIT"
  echo "*nat"
  echo ":$CHAIN - [0:0]"
  # The hub knows only its own subnet, so what comes to it has to come from there.
  echo "-A $CHAIN -o $HUB_LINK -j SNAT --to-source $HUB_GATEWAY"
  echo "COMMIT"
}

# A path lies in the folders of both its ends, so that it is removed with either.
path_file() { echo "$(member_dir "$1")/paths/$2"; }

# The members to which a path is open from that one.
paths_of() {
  local other
  for other in $(members); do
    [[ ! -f $(path_file "$1" "$other") || ! -f $(path_file "$other" "$1") ]] || echo "$other"
  done
}

path_open() {
  mkdir -p "$(member_dir "$1")/paths" "$(member_dir "$2")/paths"
  touch "$(path_file "$1" "$2")" "$(path_file "$2" "$1")"
  apply_rules
}

path_close() { rm -f "$(path_file "$1" "$2")" "$(path_file "$2" "$1")"; apply_rules; }

hook() { iptables -w -t "$1" -C "$2" -j "$3" 2>/dev/null || iptables -w -t "$1" -I "$2" 1 -j "$3"; }
unhook() { while iptables -w -t "$1" -D "$2" -j "$3" 2>/dev/null; do :; done; }

# What is addressed to a network of the rig and has no route there goes nowhere, and never out to this machine's own network.
RIG_NETWORKS=(10.210.0.0/16 10.211.0.0/16 10.212.0.0/16)

keep_inside() {
  local network
  for network in "${RIG_NETWORKS[@]}"; do ip route replace unreachable "$network"; done
}

let_outside() {
  local network
  for network in "${RIG_NETWORKS[@]}"; do ip route del unreachable "$network" 2>/dev/null || true; done
}

# Call with the state lock held.
apply_rules() {
  if [[ -z $(members) && ! -d $STATE/hub ]]; then remove_rules; return; fi
  keep_inside
  render_rules | iptables-restore -w --noflush
  hook filter FORWARD $CHAIN
  hook filter INPUT $CHAIN-IN
  hook nat POSTROUTING $CHAIN
  [[ -f $STATE/ip_forward ]] || cat /proc/sys/net/ipv4/ip_forward >"$STATE/ip_forward"
  sysctl -qw net.ipv4.ip_forward=1
}

remove_rules() {
  local table chain
  let_outside
  unhook filter FORWARD $CHAIN
  unhook filter INPUT $CHAIN-IN
  unhook nat POSTROUTING $CHAIN
  for chain in filter:$CHAIN filter:$CHAIN-IN nat:$CHAIN; do
    table=${chain%%:*} chain=${chain#*:}
    iptables -w -t "$table" -F "$chain" 2>/dev/null || true
    iptables -w -t "$table" -X "$chain" 2>/dev/null || true
  done
  [[ ! -f $STATE/ip_forward ]] || { sysctl -qw "net.ipv4.ip_forward=$(cat "$STATE/ip_forward")"; rm "$STATE/ip_forward"; }
}
