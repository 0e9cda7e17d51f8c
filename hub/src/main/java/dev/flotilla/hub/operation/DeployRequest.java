// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationId;

/**
 * What somebody wants deployed.
 *
 * @param id of the operation that will carry it; given by the caller, so that a repeated call finds
 *     it again
 * @param agent where
 * @param target what
 * @param body text of the document
 * @param by name of the token
 */
public record DeployRequest(
    OperationId id, AgentId agent, ResourceKey target, String body, String by) {}
