// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * A feature is a package right below a module's, with all below it, or the module's package itself.
 */
final class Features implements SliceAssignment {
  private static final int MODULE = 2;
  private static final int FEATURE = 3;

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    String[] names = type.getPackageName().split("\\.", -1);
    return type.getPackageName().startsWith("dev.flotilla.")
        ? SliceIdentifier.of(names[MODULE], names.length > FEATURE ? names[FEATURE] : "")
        : SliceIdentifier.ignore();
  }

  @Override
  public String getDescription() {
    return "features of modules";
  }
}
