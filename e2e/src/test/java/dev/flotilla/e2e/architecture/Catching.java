// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** To catch an exception by its own name. */
final class Catching extends ArchCondition<JavaClass> {
  private final Class<? extends Exception> exception;

  Catching(Class<? extends Exception> exception) {
    super("catch " + exception.getSimpleName());
    this.exception = exception;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getCodeUnits().stream()
        .flatMap(code -> code.getTryCatchBlocks().stream())
        .filter(
            block ->
                block.getCaughtThrowables().stream()
                    .anyMatch(caught -> caught.isEquivalentTo(exception)))
        .forEach(
            block ->
                events.add(
                    SimpleConditionEvent.satisfied(
                        type, block.getSourceCodeLocation() + " catches " + exception)));
  }
}
