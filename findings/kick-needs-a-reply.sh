#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# nats-server 2.15.3 and 2.11.17, nats-py 2.9.0.
#
# A system account can disconnect a client with a publish to $SYS.REQ.SERVER.<id>.KICK and the client's id. A plain
# publish without a reply subject is dropped in silence: nothing is disconnected, and no error comes back. The same
# message with a reply subject, even if nobody reads the reply, disconnects the client at once. A program that treats
# KICK as a command and publishes it, which is what it looks like, does nothing.
#
# Output:
#   2.11.17: published without a reply subject: connected; with one: disconnected
#   2.15.3: published without a reply subject: connected; with one: disconnected
set -euo pipefail
folder=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q nats-py==2.9.0
cat >"$folder/server.conf" <<'CONF'
accounts {
  SYS: {users: [{user: sys, password: sys}]}
  APP: {users: [{user: app, password: app}]}
}
system_account: SYS
CONF
cat >"$folder/kick.py" <<'PYTHON'
import asyncio, json, sys
import nats


async def main(version, port):
    url = f"nats://127.0.0.1:{port}"
    gone = asyncio.Event()

    async def lost():
        gone.set()

    system = await nats.connect(url, user="sys", password="sys")
    client = await nats.connect(url, user="app", password="app", allow_reconnect=True, disconnected_cb=lost)
    reply = await system.request("$SYS.REQ.SERVER.PING", b"", timeout=5)
    server = json.loads(reply.data)["server"]["id"]
    subject, body = f"$SYS.REQ.SERVER.{server}.KICK", json.dumps({"cid": client.client_id}).encode()

    async def publish(reply):
        gone.clear()
        await system.publish(subject, body, reply=reply)
        await system.flush()
        try:
            await asyncio.wait_for(gone.wait(), 3)
            return "disconnected"
        except asyncio.TimeoutError:
            return "connected"

    without = await publish("")
    with_one = await publish(system.new_inbox())
    print(f"{version}: published without a reply subject: {without}; with one: {with_one}")
    await system.close()
    await client.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
PYTHON

# observe VERSION
observe() {
  CGO_ENABLED=0 GOBIN=$folder/$1 go install "github.com/nats-io/nats-server/v2@v$1"
  "$folder/$1/nats-server" -a 127.0.0.1 -p -1 -c "$folder/server.conf" --ports_file_dir "$folder" >/dev/null 2>&1 &
  pid=$!
  local ports=$folder/nats-server_$pid.ports
  timeout 30 bash -c 'until [[ -s $0 ]]; do sleep 0.1; done' "$ports"
  "$folder/venv/bin/python" "$folder/kick.py" "$1" "$(grep -oE '127.0.0.1:[0-9]+' "$ports" | head -1 | cut -d: -f2)" 2>/dev/null
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}

expected='2.11.17: published without a reply subject: connected; with one: disconnected
2.15.3: published without a reply subject: connected; with one: disconnected'
seen=$(observe 2.11.17; observe 2.15.3)
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
