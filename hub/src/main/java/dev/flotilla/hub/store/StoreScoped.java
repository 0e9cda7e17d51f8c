// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * One instance for as long as the store is open. After a lost connection the store is opened anew,
 * and everything that was read from it is read again by new instances.
 *
 * <p>Such beans are injected into each other directly. What lives longer, as a REST resource does,
 * injects a {@link jakarta.inject.Provider}, which throws {@link StoreUnavailable} while the store
 * is not open.
 */
@Documented
@Scope
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface StoreScoped {}
