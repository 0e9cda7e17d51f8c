# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The certificates and kubeconfigs of one member cluster.

make_authority() {
  openssl ecparam -name prime256v1 -genkey -noout -out ca.key
  openssl req -x509 -new -key ca.key -subj "/CN=rig-ca" -days 3650 -out ca.crt
  openssl ecparam -name prime256v1 -genkey -noout -out service-account.key
  openssl ec -in service-account.key -pubout -out service-account.pub 2>/dev/null
}

# certificate NAME SUBJECT [ALTNAMES]: NAME.key and NAME.crt in the current folder. Keys are RSA in PKCS#8, since not
# every client library reads elliptic-curve keys from a kubeconfig.
certificate() {
  local extensions="extendedKeyUsage=clientAuth,serverAuth"
  [[ -z ${3-} ]] || extensions+=$'\n'"subjectAltName=$3"
  openssl req -new -newkey rsa:2048 -nodes -keyout "$1.key" -subj "$2" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 16)" -days 3650 \
    -extfile <(echo "$extensions") -out "$1.crt" 2>/dev/null
  rm "$1.csr"
}

# kubeconfig CLUSTER SERVER CERTIFICATE: on stdout, with everything in it, so that it works wherever it is copied.
kubeconfig() {
  cat <<YAML
apiVersion: v1
kind: Config
clusters: [{name: $1, cluster: {server: "$2", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: $1-$3, user: {client-certificate-data: $(base64 -w0 "$3.crt"), client-key-data: $(base64 -w0 "$3.key")}}]
contexts: [{name: $1, context: {cluster: $1, user: $1-$3}}]
current-context: $1
YAML
}

# What every cluster has: who its components are follows what Kubernetes' own roles expect.
make_pki() {
  local name=$1 number=$2 api server
  api=$(node_ip "$number" 0) server=https://$api:6443
  mkdir -p "$(member_dir "$name")/pki"
  cd "$(member_dir "$name")/pki"
  make_authority
  certificate apiserver /CN=kube-apiserver \
    "DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:127.0.0.1,IP:10.96.0.1,IP:$api" &
  certificate admin /O=system:masters/CN=admin &
  certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client &
  certificate controller-manager /CN=system:kube-controller-manager &
  certificate scheduler /CN=system:kube-scheduler &
  certificate proxy /CN=system:kube-proxy &
  certificate rig /O=system:masters/CN=rig &
  wait
  local who
  for who in admin controller-manager scheduler proxy rig; do kubeconfig "$name" "$server" "$who" >"$who.kubeconfig"; done
  cp admin.kubeconfig ../kubeconfig
}

make_node_certificate() {
  local name=$1 number=$2 index=$3 node
  node=$(node_name "$name" "$index")
  cd "$(member_dir "$name")/pki"
  certificate "kubelet-$index" "/O=system:nodes/CN=system:node:$node" "DNS:$node,IP:$(node_ip "$number" "$index")"
  kubeconfig "$name" "https://$(node_ip "$number" 0):6443" "kubelet-$index" >"kubelet-$index.kubeconfig"
}
