// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.inject.Provider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The beans of one opening of the store; closing destroys them, dependents first. */
public final class StoreBeans implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StoreBeans.class);
  private static final ScopedValue<StoreBeans> CREATING = ScopedValue.newInstance();

  private final Map<Contextual<?>, Held<?>> held = new ConcurrentHashMap<>();
  private final Deque<Held<?>> newestFirst = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();

  private record Held<T>(Contextual<T> bean, T instance, CreationalContext<T> creation) {
    void destroy() {
      bean.destroy(instance, creation);
    }
  }

  /** Gets a bean of these, before any other thread gets them. */
  public <T> T create(Provider<T> bean) {
    return ScopedValue.where(CREATING, this).call(bean::get);
  }

  /** Those to which the bean belongs that this thread creates. */
  static Optional<StoreBeans> creating() {
    return CREATING.isBound() ? Optional.of(CREATING.get()) : Optional.empty();
  }

  <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
    @Nullable T present = find(bean);
    return present == null ? create(bean, creation) : present;
  }

  private <T> T create(Contextual<T> bean, CreationalContext<T> creation) {
    lock.lock();
    try {
      @Nullable T present = find(bean);
      if (present != null) {
        return present;
      }
      // Its dependencies are created meanwhile, and so are older.
      Held<T> created = new Held<>(bean, create(() -> bean.create(creation)), creation);
      held.put(bean, created);
      newestFirst.push(created);
      return created.instance();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // each bean is held with its own instance
  <T> @Nullable T find(Contextual<T> bean) {
    @Nullable Held<?> present = held.get(bean);
    return present == null ? null : (T) present.instance();
  }

  /** Destroys one of them; it is created anew when it is next needed. */
  void destroy(Contextual<?> bean) {
    lock.lock();
    try {
      @Nullable Held<?> present = held.remove(bean);
      if (present != null) {
        newestFirst.remove(present);
        end(present);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      newestFirst.forEach(StoreBeans::end);
      newestFirst.clear();
      held.clear();
    } finally {
      lock.unlock();
    }
  }

  private static void end(Held<?> bean) {
    try {
      bean.destroy();
    } catch (RuntimeException failed) {
      // What matters is on disk; the others must be closed as well.
      LOG.debug("Closing a component failed", failed);
    }
  }
}
