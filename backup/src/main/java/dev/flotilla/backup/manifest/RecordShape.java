// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what JSON lacked: components of records that are null and must not be. */
final class RecordShape {
  private RecordShape() {}

  /** Path of the first that is missing, such as {@code streams[3].object.sha256}. */
  static Optional<String> missing(Record record) {
    return Stream.of(record.getClass().getRecordComponents())
        .flatMap(component -> missing(record, component).stream())
        .findFirst();
  }

  private static Optional<String> missing(Record record, RecordComponent component) {
    Object value = value(record, component);
    return switch (value) {
      case null -> isNullable(component) ? Optional.empty() : Optional.of(component.getName());
      case Record inner -> missing(inner).map(path -> component.getName() + "." + path);
      case Collection<?> many -> missing(List.copyOf(many)).map(path -> component.getName() + path);
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(List<?> many) {
    return IntStream.range(0, many.size())
        .boxed()
        .flatMap(
            index ->
                many.get(index) instanceof Record inner
                    ? missing(inner).map(path -> "[%d].%s".formatted(index, path)).stream()
                    : Stream.empty())
        .findFirst();
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException inaccessible) {
      throw new IllegalStateException(Objects.toString(component), inaccessible);
    }
  }
}
