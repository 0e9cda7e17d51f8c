// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flotilla.backup.engine.Engines;
import dev.flotilla.backup.engine.Result;
import dev.flotilla.backup.engine.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A Job's process without Kubernetes: its task is a file, and its result what it prints. */
final class RunTask {
  private RunTask() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    JsonMapper json = JsonMapper.builder().build();
    Task task = json.readValue(Path.of(arguments[0]).toFile(), Task.class);
    Result result = Engines.create(InstantSource.system()).run(task, progress -> {});
    System.out.println(json.writeValueAsString(result));
    System.out.println(peak());
    System.exit(result.state() == Result.State.COMPLETE ? 0 : 1);
  }

  /** The most memory that was resident, in kilobytes. */
  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .findFirst()
        .orElseThrow()
        .replaceAll("\\D", "");
  }
}
