#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# nats-server 2.15.3 as a library, and nats.go 1.55.0.
#
# Only the leader of a stream answers a request for a snapshot of it. A server by itself says at once that there is no
# such stream. In a cluster nobody leads a stream that does not exist, so nobody answers: a tool that backs up a stream
# whose name is misspelt, or that was deleted a moment ago, waits for its timeout and cannot tell that from servers that
# are gone. STREAM.INFO, which the leader of the meta group answers, has to be asked first.
#
# Output:
#   one server: stream not found (10059)
#   three servers, STREAM.INFO: stream not found (10059)
#   three servers, STREAM.SNAPSHOT: nats: timeout
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
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

func freePorts(count int) []int {
	var ports []int
	for range count {
		listener := must(net.Listen("tcp", "127.0.0.1:0"))
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

func start(folder string, number int, routes []int) *server.Server {
	options := &server.Options{ServerName: fmt.Sprint("n", number), Host: "127.0.0.1", Port: -1, JetStream: true,
		StoreDir: fmt.Sprint(folder, "/", number), NoLog: true, NoSigs: true}
	if routes != nil {
		options.Cluster = server.ClusterOpts{Name: "three", Host: "127.0.0.1", Port: routes[number]}
		for _, port := range routes {
			options.Routes = append(options.Routes, &url.URL{Scheme: "nats", Host: fmt.Sprint("127.0.0.1:", port)})
		}
	}
	running := must(server.NewServer(options))
	go running.Start()
	if !running.ReadyForConnections(10 * time.Second) {
		panic("a server did not start")
	}
	return running
}

func ask(running *server.Server, subject, body string) string {
	connection := must(nats.Connect(running.ClientURL()))
	defer connection.Close()
	reply, err := connection.Request(subject, []byte(body), 5*time.Second)
	if err != nil {
		return err.Error()
	}
	var answer struct {
		Error struct {
			Description string `json:"description"`
			Code        int    `json:"err_code"`
		} `json:"error"`
	}
	must(0, json.Unmarshal(reply.Data, &answer))
	return fmt.Sprintf("%s (%d)", answer.Error.Description, answer.Error.Code)
}

func main() {
	snapshot := `{"deliver_subject":"elsewhere"}`
	one := start(os.Args[1]+"/one", 0, nil)
	fmt.Println("one server:", ask(one, "$JS.API.STREAM.SNAPSHOT.MISSING", snapshot))
	one.Shutdown()

	routes := freePorts(3)
	var three []*server.Server
	for number := range 3 {
		three = append(three, start(os.Args[1]+"/three", number, routes))
	}
	deadline := time.Now().Add(30 * time.Second)
	for !three[0].JetStreamIsCurrent() && time.Now().Before(deadline) {
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Println("three servers, STREAM.INFO:", ask(three[0], "$JS.API.STREAM.INFO.MISSING", ""))
	fmt.Println("three servers, STREAM.SNAPSHOT:", ask(three[0], "$JS.API.STREAM.SNAPSHOT.MISSING", snapshot))
	for _, running := range three {
		running.Shutdown()
	}
}
GO
go mod init example.invalid/snapshot >/dev/null 2>&1
go get github.com/nats-io/nats-server/v2@v2.15.3 github.com/nats-io/nats.go@v1.55.0 >/dev/null 2>&1
go build -mod=mod -o program .

expected='one server: stream not found (10059)
three servers, STREAM.INFO: stream not found (10059)
three servers, STREAM.SNAPSHOT: nats: timeout'
seen=$(./program "$folder/data")
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
