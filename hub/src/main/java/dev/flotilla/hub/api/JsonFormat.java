// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flotilla.protocol.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The API writes JSON as the protocol does. */
public class JsonFormat {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.mapper().copy();
  }
}
