#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# nats-server 2.11.17 and 2.15.3, nats-py 2.9.0.
#
# System requests to all servers ($SYS.REQ.SERVER.PING.VARZ and the like) take a filter such as {"server_name": "n-1"}.
# By default any server whose name holds that text answers. "exact_match": true asks for equal names, on newer servers.
# 2.11 does not know the field and ignores it without an error, so n-1 still gets the answer of n-10 as well, and in a
# cluster with two versions the same request is answered by two rules. Who takes the first reply may act on another
# server: compare the name in the reply.
#
# Output:
#   2.11.17 n-1: n-1 n-10; with exact_match: n-1 n-10
#   2.15.3 n-1: n-1 n-10; with exact_match: n-1
set -euo pipefail
folder=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q nats-py==2.9.0
cat >"$folder/names.py" <<'PYTHON'
import asyncio, json, sys
import nats


async def main(version, port):
    system = await nats.connect(f"nats://127.0.0.1:{port}", user="sys", password="sys")

    async def names(subject, request, seconds):
        inbox, found = system.new_inbox(), []
        subscription = await system.subscribe(inbox)
        await system.publish(subject, json.dumps(request).encode(), reply=inbox)
        try:
            while True:
                found.append(json.loads((await subscription.next_msg(timeout=seconds)).data)["server"]["name"])
        except asyncio.TimeoutError:
            await subscription.unsubscribe()
            return " ".join(sorted(found))

    for _ in range(100):
        if await names("$SYS.REQ.SERVER.PING", {}, 0.3) == "n-1 n-10":
            break
    subject = "$SYS.REQ.SERVER.PING.VARZ"
    loose = await names(subject, {"server_name": "n-1"}, 2)
    exact = await names(subject, {"server_name": "n-1", "exact_match": True}, 2)
    print(f"{version} n-1: {loose}; with exact_match: {exact}")
    await system.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
PYTHON

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# observe VERSION: two servers of a cluster, n-1 and n-10.
observe() {
  local name client port
  CGO_ENABLED=0 GOBIN=$folder/$1 go install "github.com/nats-io/nats-server/v2@v$1"
  port=$(free_port) client=$(free_port)
  for name in n-1 n-10; do
    cat >"$folder/$1-$name.conf" <<CONF
server_name: $name
listen: 127.0.0.1:$( [[ $name == n-1 ]] && echo "$client" || echo -1)
cluster {name: c, listen: 127.0.0.1:$( [[ $name == n-1 ]] && echo "$port" || echo -1), routes: [nats://127.0.0.1:$port]}
accounts {SYS: {users: [{user: sys, password: sys}]}}
system_account: SYS
CONF
    "$folder/$1/nats-server" -c "$folder/$1-$name.conf" >/dev/null 2>&1 &
    pids+=($!)
  done
  timeout 30 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/$0) 2>/dev/null; do sleep 0.1; done' "$client"
  "$folder/venv/bin/python" "$folder/names.py" "$1" "$client"
  kill "${pids[@]}"
  wait "${pids[@]}" 2>/dev/null || true
  pids=()
}

expected='2.11.17 n-1: n-1 n-10; with exact_match: n-1 n-10
2.15.3 n-1: n-1 n-10; with exact_match: n-1'
seen=$(observe 2.11.17; observe 2.15.3)
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
