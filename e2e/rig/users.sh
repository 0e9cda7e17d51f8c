# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# A kubeconfig for a user who is not root on this machine.

# member_user NAME USER ADMIN: the user has no rights in the cluster but what is bound to the name, or all with ADMIN=yes.
member_user() {
  local name=$1 user=$2 admin=$3 folder
  [[ $user =~ ^[a-z][a-z0-9-]{0,30}$ ]] || fail "'$user' is not a valid user name" "lower-case letters, digits and dashes"
  folder=$(member_dir "$name")
  (
    cd "$folder/pki"
    certificate "user-$user" "/O=rig-users/CN=$user"
    kubeconfig "$name" "https://$(node_ip "$(member_number "$name")" 0):6443" "user-$user" >"$folder/$user.kubeconfig"
  )
  chmod 644 "$folder/$user.kubeconfig"
  [[ $admin != yes ]] || member_kubectl "$name" create clusterrolebinding "rig-$user" --clusterrole=cluster-admin --user="$user" \
    --dry-run=client -o yaml | member_kubectl "$name" apply -f - >/dev/null
  echo "$folder/$user.kubeconfig"
}
