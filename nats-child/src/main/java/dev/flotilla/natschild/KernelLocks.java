// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The locks that the kernel knows.
 *
 * @param text as {@code /proc/locks} shows them: number, FLOCK, ADVISORY, WRITE, process id, {@code
 *     major:minor:inode} with the device in hex, range
 */
record KernelLocks(String text) {
  private static final int FIELDS = 6;
  private static final int KIND = 1;
  private static final int PROCESS = 4;
  private static final int FILE = 5;

  /**
   * The identity of a file in the kernel.
   *
   * @param device {@code major:minor} in hex
   * @param inode in the device
   */
  record Place(String device, long inode) {
    static Place of(Path file) throws IOException {
      return of((Long) Files.getAttribute(file, "unix:dev"), inode(file));
    }

    // How st_dev holds them: gnu_dev_major and gnu_dev_minor of glibc's sys/sysmacros.h.
    static Place of(long dev, long inode) {
      long major = ((dev >> 8) & 0xfff) | ((dev >> 32) & ~0xfffL);
      long minor = (dev & 0xff) | ((dev >> 12) & ~0xffL);
      return new Place("%02x:%02x".formatted(major, minor), inode);
    }

    private static long inode(Path file) throws IOException {
      return (Long) Files.getAttribute(file, "unix:ino");
    }
  }

  private record Held(long process, String file) {}

  /**
   * The process that holds a file's lock. Inodes repeat from device to device, so the device counts
   * as well; but where the file system shows another device than the kernel's (btrfs, overlayfs),
   * the process that the lock file names is believed.
   *
   * @param named what the lock file says of its holder
   */
  Optional<Long> holder(Place place, Optional<Long> named) {
    List<Held> sameInode =
        text.lines()
            .map(line -> line.trim().split("\\s+", -1))
            .filter(field -> field.length >= FIELDS && field[KIND].equals("FLOCK"))
            .map(field -> new Held(Long.parseLong(field[PROCESS]), field[FILE]))
            .filter(held -> held.file().endsWith(":" + place.inode()))
            .toList();
    return sameInode.stream()
        .filter(
            held ->
                held.file().equals(place.device() + ":" + place.inode())
                    || named.equals(Optional.of(held.process())))
        .map(Held::process)
        .findFirst();
  }
}
