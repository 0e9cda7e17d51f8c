# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Brings up one member cluster: whatever is independent is started concurrently.

member_kubectl() { "$(tool_dir kubernetes)/kubectl" --kubeconfig "$(member_dir "$1")/kubeconfig" "${@:2}"; }

api_is_ready() { member_kubectl "$1" get --raw /readyz; }

nodes_are_ready() {
  local ready
  ready=$(member_kubectl "$1" get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' | grep -c True)
  ((ready == $2))
}

# A pod made before its namespace has the ServiceAccount would be refused.
default_account_exists() { member_kubectl "$1" get serviceaccount default; }

start_node_base() {
  local name=$1 number=$2 index=$3 image certificate
  make_node_certificate "$name" "$number" "$index" &
  certificate=$!
  start_containerd "$name" "$number" "$index"
  await 30 "containerd of $(node_name "$name" "$index")" containerd_is_ready "$name" "$index"
  for image in "${@:4}"; do load_image "$name" "$index" "$image"; done
  wait "$certificate"
}

start_control_plane() {
  local name=$1 number=$2
  start_api_server "$name" "$number"
  await 60 "the API server of $name" api_is_ready "$name"
  start_controllers "$name"
  start_dns "$name" "$number"
  start_provisioner "$name"
  member_kubectl "$name" create --validate=false -f - <<<"$STORAGE_CLASS" >/dev/null
}

prepare_networks() {
  local name=$1 number=$2 nodes=$3 index
  make_bridge "$(bridge "$number")" "10.210.$number.1"
  for ((index = 0; index < nodes; index++)); do
    make_cgroup "$(node_name "$name" "$index")"
    make_node_network "$name" "$number" "$index" "$nodes"
  done
}

# build NAME NODES IMAGE...
build_member() {
  local name=$1 nodes=$2 number index jobs=()
  shift 2
  number=$(member_number "$name")
  RIG_MEMBER=$name
  prepare_networks "$name" "$number" "$nodes"
  with_state_lock apply_rules
  start_etcd "$name"
  (make_pki "$name" "$number")
  start_control_plane "$name" "$number" & jobs+=($!)
  for ((index = 0; index < nodes; index++)); do start_node_base "$name" "$number" "$index" "$@" & jobs+=($!); done
  for index in "${jobs[@]}"; do wait "$index" || exit "$REPORTED"; done
  for ((index = 0; index < nodes; index++)); do
    start_kubelet "$name" "$number" "$index"
    start_proxy "$name" "$number" "$index"
  done
  await 90 "the nodes of $name" nodes_are_ready "$name" "$nodes"
  await 30 "the default ServiceAccount of $name" default_account_exists "$name"
  await 30 "CoreDNS of $name" dns_is_ready "$number"
}

describe_member() {
  local folder index
  folder=$(member_dir "$1")
  echo "kubeconfig=$folder/kubeconfig"
  echo "audit=$folder/audit/audit.log"
  echo "host=10.210.$(member_number "$1").1"
  for ((index = 0; index < $(member_nodes "$1"); index++)); do echo "node=$(node_ip "$(member_number "$1")" "$index")"; done
}

member_runs() {
  local record
  [[ -f $(member_dir "$1")/ready ]] || return 1
  for record in "$(member_dir "$1")"/process/*; do alive "$record" || return 1; done
}

# up NAME NODES CONTROL-PLANE OWNER IMAGE...: a running cluster is kept, an incomplete one is removed first.
member_up() {
  local name=$1 nodes=$2 control_plane=$3 owner=$4 folder start=$SECONDS
  shift 4
  folder=$(member_dir "$name")
  if member_runs "$name"; then
    (($(member_nodes "$name") == nodes)) || fail "cluster $name runs with $(member_nodes "$name") nodes, not $nodes" "rig down $name"
    [[ $(cat "$folder/control-plane") == "$control_plane" ]] ||
      fail "cluster $name runs with $(cat "$folder/control-plane"), not $control_plane" "rig down $name"
    take_over "$folder/owner" "$owner" "cluster $name"
  else
    [[ ! -d $folder ]] || { say "removing leftovers of cluster $name"; member_down "$name"; }
    with_state_lock allot_member "$name"
    record_process $$ "$folder/builder"
    echo "$nodes" >"$folder/nodes.count"
    echo "$control_plane" >"$folder/control-plane"
    [[ -z $owner ]] || record_process "$owner" "$folder/owner"
    say "starting cluster $name ($nodes node$( ((nodes == 1)) || echo s))"
    build_member "$name" "$nodes" "$@"
    touch "$folder/ready"
    say "cluster $name is ready after $(seconds_text $((SECONDS - start)))"
  fi
  describe_member "$name"
}
