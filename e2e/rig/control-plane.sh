# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# etcd, the API server and the controllers of a cluster; they run beside node 0.

AUDIT_POLICY='apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: Metadata, resources: [{group: "", resources: [secrets, configmaps, "serviceaccounts/token"]}]}
- {level: Request, verbs: [create, update, patch, delete, deletecollection]}
- {level: Metadata}'

STORAGE_CLASS='apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: rig.flotilla.dev/folder
reclaimPolicy: Delete
volumeBindingMode: WaitForFirstConsumer'

# The folder with its programs: of the nodes' version, or of another one that was given when the cluster was started.
control_plane() { tool_dir "$(cat "$(member_dir "$1")/control-plane")"; }

start_etcd() {
  local folder
  folder=$(member_dir "$1")
  spawn "$1" 0 etcd "$(tool_dir etcd)/etcd" --data-dir "$folder/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
    --listen-peer-urls=http://127.0.0.1:2380
}

start_api_server() {
  local name=$1 number=$2 folder pki
  folder=$(member_dir "$name") pki=$folder/pki
  mkdir -p "$folder/audit"
  echo "$AUDIT_POLICY" >"$folder/audit/policy.yaml"
  spawn "$name" 0 apiserver "$(control_plane "$name")/kube-apiserver" \
    --etcd-servers=http://127.0.0.1:2379 --bind-address=0.0.0.0 --secure-port=6443 \
    --advertise-address="$(node_ip "$number" 0)" --service-cluster-ip-range=10.96.0.0/16 \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --cert-dir="$folder/generated" \
    --client-ca-file="$pki/ca.crt" --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --service-account-key-file="$pki/service-account.pub" --service-account-signing-key-file="$pki/service-account.key" \
    --service-account-issuer=https://kubernetes.default.svc --allow-privileged \
    --kubelet-client-certificate="$pki/kubelet-client.crt" --kubelet-client-key="$pki/kubelet-client.key" \
    --kubelet-certificate-authority="$pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --audit-policy-file="$folder/audit/policy.yaml" --audit-log-path="$folder/audit/audit.log" \
    --audit-log-maxsize=10240 --profiling=false
}

start_controllers() {
  local name=$1 pki generated
  pki=$(member_dir "$name")/pki generated=$(member_dir "$name")/generated
  spawn "$name" 0 controller-manager "$(control_plane "$name")/kube-controller-manager" \
    --kubeconfig="$pki/controller-manager.kubeconfig" --service-account-private-key-file="$pki/service-account.key" \
    --root-ca-file="$pki/ca.crt" --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
    --use-service-account-credentials --leader-elect=false --cert-dir="$generated" --profiling=false \
    --kube-api-qps=400 --kube-api-burst=800
  spawn "$name" 0 scheduler "$(control_plane "$name")/kube-scheduler" --kubeconfig="$pki/scheduler.kubeconfig" \
    --leader-elect=false --cert-dir="$generated" --profiling=false
}

start_dns() {
  local name=$1 number=$2 folder
  folder=$(member_dir "$name")
  cat >"$folder/Corefile" <<CONFIG
.:53 {
  bind $(node_ip "$number" 0)
  errors
  ready $(node_ip "$number" 0):8181
  hosts {
    $HUB_ADDRESS hub.flotilla.test
    fallthrough
  }
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $folder/pki/rig.kubeconfig $name
    ttl 5
  }
}
CONFIG
  spawn "$name" 0 coredns "$(tool_dir coredns)/coredns" -conf "$folder/Corefile"
}

start_provisioner() {
  local folder
  folder=$(member_dir "$1")
  mkdir -p "$folder/volumes"
  spawn "$1" 0 provisioner "$(tool_dir provisioner)/provisioner" "$folder/pki/rig.kubeconfig" "$folder/volumes"
}

dns_is_ready() {
  local answer
  exec 5<>"/dev/tcp/$(node_ip "$1" 0)/8181" || return 1
  printf 'GET /ready HTTP/1.0\r\n\r\n' >&5
  read -r answer <&5
  exec 5>&-
  [[ $answer == *" 200 "* ]]
}
