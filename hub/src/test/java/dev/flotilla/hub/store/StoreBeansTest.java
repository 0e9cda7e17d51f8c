// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreBeansTest {
  private final List<String> destroyed = new ArrayList<>();
  private final StoreBeans beans = new StoreBeans();

  @Test
  void closingDestroysDependentsFirst() {
    Contextual<String> store = bean(() -> "store");
    Contextual<String> service = bean(() -> "service of the " + get(store));

    assertThat(get(service)).isEqualTo("service of the store");
    beans.close();

    assertThat(destroyed).containsExactly("service of the store", "store");
    assertThat(beans.find(store)).isNull();
  }

  @Test
  void aDestroyedBeanIsCreatedAnew() {
    List<String> created = new ArrayList<>();
    Contextual<String> bean =
        bean(
            () -> {
              created.add("bean");
              return "bean " + created.size();
            });
    assertThat(get(bean)).isEqualTo("bean 1");

    beans.destroy(bean);
    beans.destroy(bean);

    assertThat(destroyed).containsExactly("bean 1");
    assertThat(get(bean)).isEqualTo("bean 2");
    beans.close();
    assertThat(destroyed).containsExactly("bean 1", "bean 2");
  }

  private String get(Contextual<String> bean) {
    return beans.get(bean, new NoDependents());
  }

  private Contextual<String> bean(Supplier<String> instance) {
    return new Contextual<>() {
      @Override
      public String create(CreationalContext<String> creation) {
        return instance.get();
      }

      @Override
      public void destroy(String ended, CreationalContext<String> creation) {
        destroyed.add(ended);
      }
    };
  }

  private static final class NoDependents implements CreationalContext<String> {
    @Override
    public void push(String incomplete) {}

    @Override
    public void release() {}
  }
}
