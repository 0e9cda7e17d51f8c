// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit record. A reader of the whole record can verify its chain without trusting the hub. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditResource {
  private final Provider<AuditLog> audit;

  AuditResource(Provider<AuditLog> audit) {
    this.audit = audit;
  }

  /**
   * A row as the API shows it: the fields of the entry, then its place in the chain.
   *
   * @param entry what happened
   * @param previousHash hash of the row before
   * @param hash over the previous hash and every field of the entry
   */
  public record Row(@JsonUnwrapped AuditEntry entry, String previousHash, String hash) {
    static Row of(AuditRow row) {
      return new Row(row.entry(), row.previousHash(), row.hash());
    }
  }

  /** Rows in order, beginning after a sequence. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Row> list(
      @RestQuery @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @Nullable String after,
      @RestQuery @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @Nullable String limit) {
    int most = Page.limit(limit);
    List<Row> rows =
        audit
            .get()
            .read(after == null ? 0 : Math.max(0, Page.number("after", after)), most + 1)
            .stream()
            .map(Row::of)
            .toList();
    return Page.of(rows, most, row -> Long.toString(row.entry().sequence()));
  }
}
