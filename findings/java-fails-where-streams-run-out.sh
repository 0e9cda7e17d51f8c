#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# java.net.http.HttpClient of OpenJDK 25 against golang.org/x/net 0.49.0, whose HTTP/2 server is that of the Kubernetes
# API server.
#
# An HTTP/2 server says how many requests it takes at once on one connection (the API server: 100). The API server's
# watches are requests that never end. When the streams are used up, Go's client opens a second connection. Java's
# neither opens one nor waits: each further request fails at once with "too many concurrent streams". A client with
# informers for 7 kinds in 15 namespaces has 105 watches; fabric8's informers on this client then stop for good, while
# the same program works with 14 namespaces.
#
# Output, with a limit of 3 and 5 requests that do not end:
#   go: 5 answered, 0 failed, connections: 2
#   java: 3 answered, 2 failed (too many concurrent streams), connections: 1
set -euo pipefail
folder=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT

mkdir "$folder/go"
cat >"$folder/go/main.go" <<'GO'
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http2"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "server"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der := must(x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key))
	var connections atomic.Int32
	server := &http.Server{
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}},
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				connections.Add(1)
			}
		},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/connections" {
				fmt.Fprint(w, connections.Load())
				return
			}
			w.Write([]byte("x"))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}),
	}
	must(0, http2.ConfigureServer(server, &http2.Server{MaxConcurrentStreams: 3}))
	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	go server.ServeTLS(listener, "", "")
	address := "https://" + listener.Addr().String()

	pool := x509.NewCertPool()
	pool.AddCert(must(x509.ParseCertificate(der)))
	client := &http.Client{Transport: &http2.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	var answered, failed atomic.Int32
	var all sync.WaitGroup
	for range 5 {
		all.Add(1)
		go func() {
			defer all.Done()
			response, err := client.Get(address + "/watch")
			if err == nil {
				_, err = io.ReadFull(response.Body, make([]byte, 1))
			}
			if err == nil {
				answered.Add(1)
			} else {
				failed.Add(1)
			}
		}()
	}
	all.Wait()
	fmt.Printf("go: %d answered, %d failed, connections: %d\n", answered.Load(), failed.Load(), connections.Load())
	connections.Store(0)
	must(0, os.WriteFile(os.Args[1]+"/server.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	must(0, os.WriteFile(os.Args[1]+"/address", []byte(address), 0o600))
	time.Sleep(time.Minute)
}
GO
cat >"$folder/Watches.java" <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.*;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;

class Watches {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String address = Files.readString(folder.resolve("address"));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var file = Files.newInputStream(folder.resolve("server.crt"))) {
      trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(tls).build();
    int answered = 0;
    Map<String, Integer> failures = new TreeMap<>();
    List<Object> open = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var watch = HttpRequest.newBuilder(URI.create(address + "/watch")).build();
      try {
        var body = client.sendAsync(watch, BodyHandlers.ofInputStream()).get(20, TimeUnit.SECONDS).body();
        body.read();
        open.add(body);
        answered++;
      } catch (ExecutionException failed) {
        failures.merge(failed.getCause().getMessage(), 1, Integer::sum);
      }
    }
    var other = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
    var count = other.send(HttpRequest.newBuilder(URI.create(address + "/connections")).build(), BodyHandlers.ofString());
    System.out.printf("java: %d answered, %d failed (%s), connections: %d%n", answered,
        failures.values().stream().mapToInt(n -> n).sum(), String.join(", ", failures.keySet()),
        Integer.parseInt(count.body()) - 1);
    Runtime.getRuntime().halt(0);
  }
}
JAVA
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[[ $("$java" -version 2>&1) == *'version "25'* ]] || { echo "needs a JDK 25: set JAVA_HOME" >&2; exit 2; }
cd "$folder/go"
go mod init example.invalid/streams >/dev/null 2>&1
go get golang.org/x/net@v0.49.0 >/dev/null 2>&1
go build -mod=mod -o "$folder/streams" .

expected='go: 5 answered, 0 failed, connections: 2
java: 3 answered, 2 failed (too many concurrent streams), connections: 1'
"$folder/streams" "$folder" >"$folder/go.txt" &
pid=$!
timeout 30 bash -c 'until [[ -s $0/address ]]; do sleep 0.1; done' "$folder"
seen=$(cat "$folder/go.txt"; "$java" "$folder/Watches.java" "$folder")
echo "$seen"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
