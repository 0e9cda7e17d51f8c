// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects what a fleet leaves behind, everywhere.
 *
 * @param fleet that ran
 * @param errors that commands ended with
 * @param folder for what is collected
 */
record Places(TestFleet fleet, String errors, Path folder) {

  static final String ARGUMENT_LISTS = "argument lists";

  private static final String HUB_METRICS = "http://127.0.0.1:9000/q/metrics";

  List<Place> all() {
    return List.of(
        logs(),
        metrics(),
        answers(),
        objects(fleet.east()),
        objects(fleet.west()),
        secrets(),
        argumentLists(),
        Place.files("disk of the hub", fleet.hub().data()));
  }

  /** Of the hub and of every pod, with the API server's audit log and its events. */
  private Place logs() {
    fleet.rig().logs("east", folder.resolve("logs/east"));
    fleet.rig().logs("west", folder.resolve("logs/west"));
    write("logs/hub.log", fleet.hub().log());
    return Place.files("logs", folder.resolve("logs"));
  }

  private Place metrics() {
    write(
        "metrics/hub.txt",
        fleet.rig().inHubNetwork(Command.of("curl", "-fsS", HUB_METRICS)).run().orThrow());
    for (Member member : List.of(fleet.east(), fleet.west())) {
      for (JsonNode pod :
          member
              .get("pods", "-n", "flotilla", "-l", "app.kubernetes.io/name=flotilla-agent")
              .path("items")) {
        var name = pod.at("/metadata/name").asText();
        var path = "/api/v1/namespaces/flotilla/pods/" + name + ":8080/proxy/q/metrics";
        write("metrics/" + name + ".txt", member.kubectl("get", "--raw", path).run().orThrow());
      }
    }
    return Place.files("metrics", folder.resolve("metrics"));
  }

  /** Responses of the hub to an administrator, and to users who do something wrong. */
  private Place answers() {
    var cli = fleet.cli();
    write("answers/agents.json", cli.json("agents", "list").toString());
    write("answers/operations.json", cli.json("ops", "list").toString());
    // Whatever the exit code: other tests may have left a member that is away.
    write("answers/fleet.json", cli.command("status", "-o", "json").run().output());
    write("answers/tokens.json", cli.json("token", "list").toString());
    write("answers/audit.json", cli.audit().toString());
    write("answers/errors.txt", errors);
    return Place.files("answers", folder.resolve("answers"));
  }

  /** Everything that etcd holds except Secrets: status, events, annotations and the rest. */
  private Place objects(Member member) {
    var kinds =
        member.kubectl("api-resources", "--verbs=list", "-o", "name").run().orThrow().lines();
    kinds.filter(kind -> !kind.equals("secrets")).toList().parallelStream()
        .forEach(
            kind ->
                write(
                    "objects-" + member.name() + "/" + kind + ".json",
                    member.get(kind, "-A", "--show-managed-fields").toString()));
    return Place.files("objects", folder.resolve("objects-" + member.name()));
  }

  /** Each Secret separately, decoded: one that was created for a secret may hold that one only. */
  private Place secrets() {
    List<Place.Text> texts = new ArrayList<>();
    for (Member member : List.of(fleet.east(), fleet.west())) {
      for (JsonNode secret : member.get("secrets", "-A").path("items")) {
        var text = new StringBuilder(secret.path("metadata").toString());
        secret
            .path("data")
            .forEach(
                value ->
                    text.append('\n')
                        .append(
                            new String(
                                Base64.getDecoder().decode(value.asText()),
                                StandardCharsets.ISO_8859_1)));
        var location = Secrets.location(member, secret);
        texts.add(new Place.Text(location, write("secrets/" + location, text.toString())));
      }
    }
    return new Place("Secrets", texts);
  }

  /** Of all processes since the fleet began, a file for each program. */
  private Place argumentLists() {
    fleet.arguments().seen().stream()
        .collect(Collectors.groupingBy(Places::program))
        .forEach(
            (program, lists) -> write("arguments/" + program + ".txt", String.join("\n", lists)));
    return Place.files(ARGUMENT_LISTS, folder.resolve("arguments"));
  }

  private static String program(String arguments) {
    var path = arguments.split(" ", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9.-]", "_");
  }

  private Path write(String name, String text) {
    try {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
