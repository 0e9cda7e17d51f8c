# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# One node: containerd, kubelet and kube-proxy in a network namespace and a cgroup of their own.

PAUSE_IMAGE=docker.io/flotilla/pause:1

cni_plugins() {
  local folder
  for folder in /usr/lib/cni /opt/cni/bin; do
    [[ ! -x $folder/ptp ]] || { echo "$folder"; return; }
  done
  fail "the CNI plugins are not installed" "apt-get install containernetworking-plugins"
}

write_containerd_config() {
  cat >"$1/containerd.toml" <<CONFIG
version = 2
root = "$1/containerd/root"
state = "$1/containerd/state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt"]
[grpc]
  address = "$1/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "$1/runc"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_plugins)"
    conf_dir = "$1/cni"
CONFIG
}

# Point-to-point links: between pods everything is routed, so Services work without bridge filtering in the kernel.
write_cni_config() {
  local folder=$1 node=$2 pods=$3
  mkdir -p "$folder/cni"
  cat >"$folder/cni/10-rig.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "fl-$node", "plugins": [
  {"type": "ptp", "ipMasq": false, "ipam": {"type": "host-local", "dataDir": "$folder/addresses",
    "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
JSON
}

# KubeletInUserNamespace: works also where root lacks CAP_SYS_RESOURCE.
write_kubelet_config() {
  local folder=$1 node=$2 pki=$3 index=$4 dns=$5
  cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {x509: {clientCAFile: $pki/ca.crt}, anonymous: {enabled: false}, webhook: {enabled: true}}
authorization: {mode: Webhook}
tlsCertFile: $pki/kubelet-$index.crt
tlsPrivateKeyFile: $pki/kubelet-$index.key
containerRuntimeEndpoint: unix://$folder/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /fl-$node
enforceNodeAllocatable: []
failSwapOn: false
maxPods: 60
featureGates: {KubeletInUserNamespace: true}
evictionHard: {memory.available: "50Mi", nodefs.available: "1%", imagefs.available: "1%"}
imageGCHighThresholdPercent: 100
clusterDNS: [$dns]
clusterDomain: cluster.local
resolvConf: /dev/null
podLogsDir: $folder/pod-logs
volumePluginDir: $folder/volume-plugins
YAML
}

start_containerd() {
  local name=$1 number=$2 index=$3 folder
  folder=$(node_dir "$name" "$index")
  mkdir -p "$folder"
  write_containerd_config "$folder"
  write_cni_config "$folder" "$(node_name "$name" "$index")" "$(node_pods "$number" "$index")"
  spawn "$name" "$index" containerd containerd -c "$folder/containerd.toml"
}

start_kubelet() {
  local name=$1 number=$2 index=$3 folder pki node
  folder=$(node_dir "$name" "$index") pki=$(member_dir "$name")/pki node=$(node_name "$name" "$index")
  write_kubelet_config "$folder" "$node" "$pki" "$index" "$(node_ip "$number" 0)"
  spawn "$name" "$index" kubelet "$(tool_dir kubernetes)/kubelet" --config="$folder/kubelet.yaml" \
    --kubeconfig="$pki/kubelet-$index.kubeconfig" --root-dir="$folder/kubelet" --hostname-override="$node" \
    --node-ip="$(node_ip "$number" "$index")" --node-labels="topology.kubernetes.io/zone=zone-$index,topology.kubernetes.io/region=rig"
}

start_proxy() {
  local name=$1 number=$2 index=$3
  spawn "$name" "$index" proxy "$(tool_dir kubernetes)/kube-proxy" --kubeconfig="$(member_dir "$name")/pki/proxy.kubeconfig" \
    --hostname-override="$(node_name "$name" "$index")" --cluster-cidr="10.212.$number.0/24" --proxy-mode=iptables \
    --conntrack-max-per-core=0
}

node_ctr() { ctr -a "$(node_dir "$1" "$2")/containerd.sock" -n k8s.io "${@:3}"; }
containerd_is_ready() { [[ -S $(node_dir "$1" "$2")/containerd.sock ]] && node_ctr "$1" "$2" version; }

load_image() {
  local name=$1 index=$2 tar=$3
  node_ctr "$name" "$index" image import "$tar" >/dev/null || fail "loading $tar failed on $(node_name "$name" "$index")"
}
