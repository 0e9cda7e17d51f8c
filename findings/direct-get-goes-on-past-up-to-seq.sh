#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# nats-server 2.15.3 as a library, and nats.go 1.55.0.
#
# A batched Direct Get takes up_to_seq, and it bounds the last message of each subject (multi_last). In a batch from a
# sequence on it is accepted and has no effect: the batch goes on to its count. A reader that asks for what a stream had
# at some moment, while messages keep coming, has to stop by itself, or it gets newer ones as well.
#
# Output, of ten messages:
#   {"seq":1,"batch":10,"up_to_seq":3}: 1 2 3 4 5 6 7 8 9 10
#   {"multi_last":["s"],"up_to_seq":3}: 3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	running := must(server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: os.Args[1], NoLog: true, NoSigs: true}))
	go running.Start()
	if !running.ReadyForConnections(10 * time.Second) {
		panic("the server did not start")
	}
	connection := must(nats.Connect(running.ClientURL()))
	stream := must(connection.JetStream())
	must(stream.AddStream(&nats.StreamConfig{Name: "S", Subjects: []string{"s"}, AllowDirect: true}))
	for range 10 {
		must(stream.Publish("s", []byte("x")))
	}
	for _, request := range []string{`{"seq":1,"batch":10,"up_to_seq":3}`, `{"multi_last":["s"],"up_to_seq":3}`} {
		inbox := connection.NewRespInbox()
		replies := must(connection.SubscribeSync(inbox))
		must(0, connection.PublishRequest("$JS.API.DIRECT.GET.S", inbox, []byte(request)))
		var sequences []string
		for {
			reply := must(replies.NextMsg(5 * time.Second))
			if reply.Header.Get("Status") == "204" {
				break
			}
			sequences = append(sequences, reply.Header.Get("Nats-Sequence"))
		}
		fmt.Printf("%s: %s\n", request, strings.Join(sequences, " "))
	}
	connection.Close()
	running.Shutdown()
}
GO
go mod init example.invalid/direct >/dev/null 2>&1
go get github.com/nats-io/nats-server/v2@v2.15.3 github.com/nats-io/nats.go@v1.55.0 >/dev/null 2>&1
go build -mod=mod -o program .

expected='{"seq":1,"batch":10,"up_to_seq":3}: 1 2 3 4 5 6 7 8 9 10
{"multi_last":["s"],"up_to_seq":3}: 3'
seen=$(./program "$folder/data")
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
