// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The context of {@link StoreScoped}: the beans of the store that is open at present. */
public class StoreContext implements AlterableContext {
  private final AtomicReference<@Nullable StoreBeans> open = new AtomicReference<>();
  private final AtomicReference<String> waitingFor = new AtomicReference<>("the hub is starting");

  /** Gives every thread these beans. */
  public void open(StoreBeans beans) {
    open.set(beans);
  }

  /** Gives no beans until the store is open again. */
  public void close() {
    open.set(null);
  }

  /**
   * Why the store is not open.
   *
   * @return what it was before
   */
  public String waitFor(String reason) {
    return waitingFor.getAndSet(reason);
  }

  /** What the hub waits for; empty while the store is open. */
  public Optional<String> waitingFor() {
    return open.get() == null ? Optional.of(waitingFor.get()) : Optional.empty();
  }

  @Override
  public Class<? extends Annotation> getScope() {
    return StoreScoped.class;
  }

  @Override
  public <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
    return beans().get(bean, creation);
  }

  @Override
  public <T> @Nullable T get(Contextual<T> bean) {
    return beans().find(bean);
  }

  /** Always: that the store is not open is a {@link StoreUnavailable} with a reason. */
  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public void destroy(Contextual<?> bean) {
    beans().destroy(bean);
  }

  private StoreBeans beans() {
    return StoreBeans.creating()
        .or(() -> Optional.ofNullable(open.get()))
        .orElseThrow(() -> new StoreUnavailable(waitingFor.get()));
  }
}
