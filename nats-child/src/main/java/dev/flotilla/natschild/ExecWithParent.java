// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first program of the child process. It becomes the nats-server (same process id) after three
 * steps that only the child can do for itself: take the store's lock in a way that survives exec,
 * write who holds it, and ask the kernel for SIGKILL when the thread that started it dies. It needs
 * nothing but a Java runtime, so it also works in an image with no other tool in it.
 *
 * <p>Arguments: the parent's process id, the lock file, the program, its arguments. The class has
 * no dependencies: it is started with only this module on its class path.
 */
@SuppressWarnings("restricted") // native calls are its purpose
public final class ExecWithParent {
  /** Exit code when another process holds the lock (EX_TEMPFAIL of sysexits.h). */
  static final int LOCKED = 75;

  /** Exit code when the parent died before the request for its death signal was made. */
  static final int ORPHANED = 76;

  private static final int O_RDWR_CREAT = 2 | 64;
  private static final int LOCK_EX_NB = 2 | 4;
  private static final int PR_SET_PDEATHSIG = 1;
  private static final long SIGKILL = 9;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();

  private ExecWithParent() {}

  /** Never returns normally: it becomes the program or exits with a code. */
  public static void main(String[] arguments) throws Throwable {
    long parent = Long.parseLong(arguments[0]);
    Path lock = Path.of(arguments[1]);
    String[] program = Arrays.copyOfRange(arguments, 2, arguments.length);
    dieWith(parent);
    try (Arena arena = Arena.ofConfined()) {
      takeLock(arena, lock);
      Files.writeString(lock, identity(lock));
      System.exit(exec(arena, program));
    }
  }

  private static void dieWith(long parent) throws Throwable {
    MethodHandle prctl =
        function(
            "prctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    int result = (int) prctl.invokeExact(PR_SET_PDEATHSIG, SIGKILL, 0L, 0L, 0L);
    boolean parentLives =
        ProcessHandle.current().parent().map(handle -> handle.pid() == parent).orElse(false);
    if (result != 0 || !parentLives) {
      System.exit(ORPHANED);
    }
  }

  // flock belongs to the open file, and this one is not closed on exec: the server holds it until
  // it ends, however it ends.
  private static void takeLock(Arena arena, Path lock) throws Throwable {
    MethodHandle open =
        function(
            "open",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    MethodHandle flock = function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    int file = (int) open.invokeExact(arena.allocateFrom(lock.toString()), O_RDWR_CREAT, 0600);
    if (file < 0 || (int) flock.invokeExact(file, LOCK_EX_NB) != 0) {
      System.exit(LOCKED);
    }
  }

  private static String identity(Path lock) throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return """
        pid=%d
        start=%s
        boot=%s
        store=%s
        """
        .formatted(
            ProcessHandle.current().pid(),
            afterName[19],
            Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
            lock.toAbsolutePath().getParent());
  }

  private static int exec(Arena arena, String[] program) throws Throwable {
    MethodHandle execv = function("execv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    MemorySegment arguments = arena.allocate(ADDRESS, program.length + 1L);
    for (int index = 0; index < program.length; index++) {
      arguments.setAtIndex(ADDRESS, index, arena.allocateFrom(program[index]));
    }
    arguments.setAtIndex(ADDRESS, program.length, MemorySegment.NULL);
    return 100 + (int) execv.invokeExact(arguments.getAtIndex(ADDRESS, 0), arguments);
  }

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LIBC.find(name).orElseThrow(), descriptor, options);
  }
}
