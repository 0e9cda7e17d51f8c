// SPDX-License-Identifier: Apache-2.0

/** Services, Ingress and ports: how clients and other servers reach the servers. */
@NullMarked
package dev.flotilla.agent.render.service;

import org.jspecify.annotations.NullMarked;
