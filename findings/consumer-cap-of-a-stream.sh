#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# nats-server 2.15.3 and 2.14.9, nats-py 2.9.0.
#
# From 2.15 on, a stream whose configuration says max_consumers -1 takes 1,000 consumers and refuses the next one. Stream
# info still shows -1, which everywhere else means unlimited; nothing in it hints at the cap. A positive value on the
# stream lifts it. 2.14 takes the 1,001st consumer of the same stream. So an upgrade from 2.14 changes what -1 means, and
# a program that creates consumers one by one fails on an unchanged stream.
#
# Output:
#   2.14.9 max_consumers=-1: 1001 consumers
#   2.15.3 max_consumers=-1: refused after 1000 with 10026, stream info shows -1
#   2.15.3 max_consumers=2000: 1001 consumers
set -euo pipefail
folder=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q nats-py==2.9.0
cat >"$folder/consumers.py" <<'PYTHON'
import asyncio, sys
import nats
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import APIError


async def main(version, port, limit):
    connection = await nats.connect(f"nats://127.0.0.1:{port}")
    js = connection.jetstream()
    await js.add_stream(StreamConfig(name="S", subjects=["s"], max_consumers=limit))
    outcome = "1001 consumers"
    for number in range(1001):
        try:
            await js.add_consumer("S", ConsumerConfig(durable_name=f"c{number}", ack_policy="explicit"))
        except APIError as refused:
            shown = (await js.stream_info("S")).config.max_consumers
            outcome = f"refused after {number} with {refused.err_code}, stream info shows {shown}"
            break
    print(f"{version} max_consumers={limit}: {outcome}")
    await connection.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
PYTHON

# observe VERSION LIMIT: a fresh server, and what comes of 1,001 consumers.
observe() {
  local store=$folder/store-$1-$2
  CGO_ENABLED=0 GOBIN=$folder/$1 go install "github.com/nats-io/nats-server/v2@v$1"
  "$folder/$1/nats-server" -a 127.0.0.1 -p -1 -js -sd "$store" --ports_file_dir "$folder" >/dev/null 2>&1 &
  pid=$!
  local ports=$folder/nats-server_$pid.ports
  timeout 30 bash -c 'until [[ -s $0 ]]; do sleep 0.1; done' "$ports"
  "$folder/venv/bin/python" "$folder/consumers.py" "$1" "$(grep -oE '127.0.0.1:[0-9]+' "$ports" | head -1 | cut -d: -f2)" "$2"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}

expected='2.14.9 max_consumers=-1: 1001 consumers
2.15.3 max_consumers=-1: refused after 1000 with 10026, stream info shows -1
2.15.3 max_consumers=2000: 1001 consumers'
seen=$(observe 2.14.9 -1; observe 2.15.3 -1; observe 2.15.3 2000)
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
