# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Where a member cluster keeps its state, which number (and so which addresses) it has, and who owns it.
#
# Of the cluster numbered N:
#   10.210.N.0/24  its nodes (.10, .11, .12) and its gateway on the host (.1), on the bridge flbrN
#   10.212.N.0/24  its pods, a /26 for each node; no namespace outside the cluster has a route to them
#   10.96.0.0/16   its services, known only inside it
# The hub has 10.211.0.2 (see hub-net.sh).

member_dir() { echo "$STATE/members/$1"; }
member_number() { cat "$(member_dir "$1")/number"; }
member_nodes() { cat "$(member_dir "$1")/nodes.count"; }
members() { [[ ! -d $STATE/members ]] || ls "$STATE/members"; }

node_ip() { echo "10.210.$1.$((10 + $2))"; }
node_pods() { echo "10.212.$1.$((64 * $2))/26"; }
bridge() { echo "flbr$1"; }
# The name of a node is also that of its network namespace (with a prefix) and of its cgroup.
node_name() { echo "$1-$2"; }
node_namespace() { echo "fl-$1-$2"; }
node_dir() { echo "$(member_dir "$1")/node-$2"; }

check_member_name() {
  [[ $1 =~ ^[a-z][a-z0-9]{0,7}$ ]] || fail "'$1' is not a valid cluster name" "use one to eight lower-case letters and digits, beginning with a letter"
}

need_member() {
  check_member_name "$1"
  [[ -f $(member_dir "$1")/ready ]] || fail "there is no running cluster named '$1'" "clusters: $(members | tr '\n' ' ')- create it with 'rig up $1'"
}

# When a process began, in clock ticks since boot: with the pid it names one process for good.
process_start() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# alive FILE, where the file holds "PID START".
alive() {
  local pid start
  read -r pid start <"$1" 2>/dev/null || return 1
  [[ -n $start && $(process_start "$pid") == "$start" ]]
}

record_process() { echo "$1 $(process_start "$1")" >"$2"; }

with_state_lock() {
  mkdir -p "$STATE"
  (
    flock 9
    "$@"
  ) 9>"$STATE/lock"
}

# Takes the lowest free number for the name, and makes its folder.
allot_member() {
  local name=$1 number=1 taken
  taken=" $(cat "$STATE"/members/*/number 2>/dev/null | tr '\n' ' ' || true) "
  while [[ $taken == *" $number "* ]]; do number=$((number + 1)); done
  ((number <= 200)) || fail "all 200 cluster numbers are in use" "rig list; rig down --all"
  mkdir -p "$(member_dir "$name")"
  echo "$number" >"$(member_dir "$name")/number"
}

# take_over FILE PID WHAT: makes the process the owner of what runs already, unless another one is. What was created
# without an owner stays without one.
take_over() {
  local file=$1 pid=$2 what=$3 owner
  [[ -f $file ]] || return 0
  read -r owner _ <"$file"
  [[ $owner == "$pid" ]] || ! alive "$file" || fail "$what belongs to process $owner, which is still running" "wait for it to end: ps -p $owner"
  if [[ -n $pid ]]; then record_process "$pid" "$file"; else rm "$file"; fi
}

# A cluster belongs to a running owner, has no owner (it stays until it is removed), or is an orphan.
is_orphan() {
  local folder
  folder=$(member_dir "$1")
  if [[ -f $folder/owner ]]; then ! alive "$folder/owner"; else [[ ! -f $folder/ready ]] && ! alive "$folder/builder"; fi
}
