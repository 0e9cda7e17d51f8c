// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a resource whose document was withdrawn.
 *
 * @param address {@code member/namespace/name}
 * @param set id of the set that it has written or restored; absent without one
 * @param message what is deleted, and what is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WithdrawalView(String address, @Nullable String set, String message) {}
