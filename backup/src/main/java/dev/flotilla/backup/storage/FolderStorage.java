// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** A folder of a mounted volume. It must exist: a missing mount is not made up for. */
public final class FolderStorage implements BackupStorage {
  /** No key starts with a dot, so no object is ever in it. */
  private static final String UNFINISHED = ".unfinished";

  private final Path root;
  private final FolderTree tree;
  private final InstantSource clock;

  /** The folder; nothing is touched yet. */
  public FolderStorage(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.tree = new FolderTree(this.root);
    this.clock = clock;
  }

  @Override
  public void check() throws StorageFailure {
    try {
      Files.delete(Files.createFile(unfinished()));
    } catch (IOException problem) {
      throw FolderFailures.of("write into " + root, problem);
    }
  }

  @Override
  public NewObject create(String key, long expectedBytes) throws StorageFailure {
    Path target = path(key);
    try {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      return new FolderObject(key, tree, unfinished());
    } catch (IOException problem) {
      throw FolderFailures.of("write " + target, problem);
    }
  }

  @Override
  public InputStream read(String key) throws StorageFailure {
    String attempt = "read " + path(key);
    try {
      return new FolderObjectInput(attempt, Files.newInputStream(path(key)));
    } catch (IOException problem) {
      throw FolderFailures.of(attempt, problem);
    }
  }

  @Override
  public OptionalLong size(String key) throws StorageFailure {
    try {
      BasicFileAttributes found = Files.readAttributes(path(key), BasicFileAttributes.class);
      return found.isRegularFile() ? OptionalLong.of(found.size()) : OptionalLong.empty();
    } catch (NoSuchFileException missing) {
      return OptionalLong.empty();
    } catch (IOException problem) {
      throw FolderFailures.of("read the size of " + path(key), problem);
    }
  }

  @Override
  public void list(String prefix, ObjectVisitor visitor) throws StorageFailure {
    Path start = folder(prefix);
    try {
      if (Files.isDirectory(start)) {
        Files.walkFileTree(start, new Walk(visitor));
      }
    } catch (IOException problem) {
      throw FolderFailures.of("list " + start, problem);
    }
  }

  @Override
  public List<String> folders(String prefix) throws StorageFailure {
    Path start = folder(prefix);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(start, Files::isDirectory)) {
      found.forEach(folder -> names.add(folder.getFileName().toString()));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException problem) {
      throw FolderFailures.of("list " + start, problem);
    }
    names.removeIf(name -> !ObjectKeys.isSegment(name));
    Collections.sort(names);
    return List.copyOf(names);
  }

  @Override
  public void delete(String key) throws StorageFailure {
    Path target = path(key);
    try {
      tree.delete(target);
    } catch (IOException problem) {
      throw FolderFailures.of("delete " + target, problem);
    }
  }

  /** Unfinished files have no keys, so that those of all prefixes are discarded. */
  @Override
  public int discardUnfinished(String prefix, Duration age) throws StorageFailure {
    Instant before = clock.instant().minus(age);
    Path folder = root.resolve(UNFINISHED);
    int discarded = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!Files.getLastModifiedTime(file).toInstant().isAfter(before)) {
          discarded += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
      return discarded;
    } catch (NoSuchFileException none) {
      return discarded;
    } catch (IOException problem) {
      throw FolderFailures.of("discard unfinished files of " + root, problem);
    }
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "folder " + root;
  }

  private Path unfinished() throws IOException {
    requireRoot();
    tree.create(root.resolve(UNFINISHED));
    return root.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
  }

  private Path path(String key) {
    return root.resolve(ObjectKeys.requireKey(key));
  }

  private Path folder(String prefix) {
    return root.resolve(ObjectKeys.requirePrefix(prefix));
  }

  private void requireRoot() throws StorageFailure {
    if (!Files.isDirectory(root)) {
      throw new StorageFailure(StorageProblem.NO_FOLDER, "use the folder " + root, "", null);
    }
  }

  /** Files that are no objects, such as {@code lost+found}, are passed over. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final ObjectVisitor visitor;

    Walk(ObjectVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
      return folder.equals(root.resolve(UNFINISHED))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
      String key = root.relativize(file).toString();
      if (found.isRegularFile() && ObjectKeys.isKey(key)) {
        visitor.found(new StoredObject(key, found.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // Deleted meanwhile.
      }
      throw problem;
    }
  }
}
