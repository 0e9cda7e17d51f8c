// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.document.Finding;
import java.util.List;

/** The outcome of an import. */
public sealed interface Conversion {
  /**
   * A document that the parser accepts.
   *
   * @param document the NatsCluster
   * @param notes one for each key that was written, and some for keys whose default changed
   */
  record Imported(ObjectNode document, List<Note> notes) implements Conversion {
    public Imported {
      notes = List.copyOf(notes);
    }
  }

  /**
   * A requested property that is not part of the values, such as the name, is invalid.
   *
   * @param findings why; never empty
   */
  record Refused(List<Finding> findings) implements Conversion {
    public Refused {
      findings = List.copyOf(findings);
    }
  }
}
