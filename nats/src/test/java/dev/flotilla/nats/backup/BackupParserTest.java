// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.SecretKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupParserTest {
  private static final String RECIPIENT =
      "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  private static final String VOLUME = "'storage': {'volumeClaim': {'claimName': 'sets'}}";
  private static final String RECIPIENTS = "'recipients': ['" + RECIPIENT + "']";

  @Test
  void theSmallestBackupHasDefaults() {
    NatsBackupSpec backup =
        backup("'cluster': 'orders', " + VOLUME + ", " + RECIPIENTS).value().orElseThrow();

    assertThat(backup.cluster()).isEqualTo("orders");
    assertThat(backup.include()).isEmpty();
    assertThat(backup.parallel()).isEqualTo(4);
    assertThat(backup.verification()).isEqualTo("written");
    assertThat(backup.base()).isNull();
    assertThat(backup.storage().volumeClaim()).isEqualTo(new VolumeClaim("sets", ""));
    assertThat(backup.resources().limits().asMap()).containsEntry("memory", "256Mi");
  }

  @Test
  void everyFieldOfABackupIsRead() {
    NatsBackupSpec backup =
        backup(
                """
                'cluster': 'orders', 'include': ['APP/*', '*/KV_*'], 'exclude': ['APP/CACHE'], %s, %s,
                'identitySecret': {'name': 'age', 'key': 'orders.txt'}, 'base': 'latest',
                'verification': 'decoded', 'parallel': 16,
                'resources': {'limits': {'memory': '1Gi'}}
                """
                    .formatted(
                        bucket(
                            """
                            'region': 'eu-1', 'prefix': 'fleet/east', 'pathStyle': false,
                            'credentialsSecret': {'name': 's3'}, 'caSecret': {'name': 's3-ca'},
                            'objectLock': {'mode': 'COMPLIANCE', 'days': 30}
                            """),
                        RECIPIENTS))
            .value()
            .orElseThrow();

    assertThat(backup.include()).containsExactly("APP/*", "*/KV_*");
    assertThat(backup.identitySecret()).isEqualTo(new SecretKey("age", "orders.txt"));
    assertThat(backup.base()).isEqualTo("latest");
    assertThat(backup.storage().s3())
        .isEqualTo(
            new S3(
                "https://s3.example.org:9000",
                "eu-1",
                "sets",
                "fleet/east",
                false,
                new SecretName("s3"),
                new SecretKey("s3-ca", "ca.crt"),
                new ObjectLock("COMPLIANCE", 30)));
  }

  @Test
  void everyFieldOfARestoreIsRead() {
    NatsRestoreSpec restore =
        restore(
                """
                'cluster': 'orders', 'set': 'latest', 'source': {'member': 'west'}, %s,
                'identitySecret': {'name': 'age'}, 'include': ['APP/ORDERS'],
                'rename': [{'from': 'APP/ORDERS', 'to': 'APP/ORDERS_OLD'}], 'replicas': 3,
                'replace': ['APP/ORDERS_OLD'], 'dryRun': true
                """
                    .formatted(VOLUME))
            .value()
            .orElseThrow();

    assertThat(restore.source()).isEqualTo(new Source("west", null, null));
    assertThat(restore.identitySecret()).isEqualTo(new SecretKey("age", "identity"));
    assertThat(restore.rename()).containsExactly(new Rename("APP/ORDERS", "APP/ORDERS_OLD"));
    assertThat(restore.replicas()).isEqualTo(3);
    assertThat(restore.replace()).containsExactly("APP/ORDERS_OLD");
    assertThat(restore.dryRun()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "age1pq1qqqqqqqqqqqqqqqqqqqq, post-quantum",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5, SSH key",
    "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQ, private",
    "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8b, not a whole",
    "age1ql3z7hjy54pw, not a whole",
    "ann, no recipient"
  })
  void recipientsOfOtherKindsAreRefusedInWords(String recipient, String words) {
    Finding finding =
        backup("'cluster': 'orders', " + VOLUME + ", 'recipients': ['" + recipient + "']")
            .errors()
            .getFirst();

    assertThat(finding.code()).isEqualTo(FindingCode.RECIPIENT_INVALID);
    assertThat(finding.field()).isEqualTo("spec.recipients[0]");
    assertThat(finding.message()).contains(words);
  }

  @Test
  void anIdentityInTheDocumentIsNotRepeated() {
    assertThat(
            backup("'cluster': 'orders', " + VOLUME + ", 'recipients': ['AGE-SECRET-KEY-1QPZ']")
                .errors()
                .toString())
        .doesNotContain("1QPZ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'storage': {} | STORAGE_AMBIGUOUS | spec.storage.volumeClaim",
        "'storage': {'volumeClaim': {'claimName': 'a'}, 's3': {'endpoint': 'http://s', 'bucket': 'abc'}}"
            + " | STORAGE_AMBIGUOUS | spec.storage.s3",
        "'storage': {'volumeClaim': {'claimName': 'a', 'path': '../b'}} | BAD_VALUE | spec.storage.volumeClaim.path",
        "'storage': {'s3': {'endpoint': 'http://me:secret@s', 'bucket': 'abc'}} | BAD_VALUE | spec.storage.s3.endpoint",
        "'storage': {'volumeClaim': {'claimName': 'a'}}, 'parallel': 17 | BAD_VALUE | spec.parallel",
        "'storage': {'volumeClaim': {'claimName': 'a'}}, 'include': ['ORDERS'] | BAD_VALUE | spec.include[0]",
        "'storage': {'volumeClaim': {'claimName': 'a'}}, 'verification': 'decoded' | IDENTITY_MISSING | spec.identitySecret",
        "'storage': {'volumeClaim': {'claimName': 'a'}}, 'retention': 3 | UNKNOWN_FIELD | spec.retention"
      })
  void whatIsWrongIsNamed(String fields, String code, String field) {
    Finding finding =
        backup("'cluster': 'orders', " + RECIPIENTS + ", " + fields).errors().getFirst();

    assertThat(finding.code().name()).isEqualTo(code);
    assertThat(finding.field()).isEqualTo(field);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(backup("").errors())
        .extracting(Finding::field)
        .containsExactly("spec.cluster", "spec.storage.volumeClaim", "spec.recipients");
    assertThat(restore("").errors())
        .extracting(Finding::field)
        .contains("spec.cluster", "spec.set", "spec.identitySecret");
  }

  @Test
  void aRenameNamesOneStream() {
    assertThat(
            restore(
                    "'cluster': 'o', 'set': 'latest', 'identitySecret': {'name': 'age'}, "
                        + VOLUME
                        + ", 'rename': [{'from': 'APP/*', 'to': 'APP/B'}]")
                .errors())
        .extracting(Finding::field)
        .isEqualTo(List.of("spec.rename[0].from"));
  }

  private static String bucket(String fields) {
    return "'storage': {'s3': {'endpoint': 'https://s3.example.org:9000', 'bucket': 'sets', "
        + fields
        + "}}";
  }

  private static Parsed<NatsBackupSpec> backup(String fields) {
    return BackupParser.backup(document("NatsBackup", fields));
  }

  private static Parsed<NatsRestoreSpec> restore(String fields) {
    return BackupParser.restore(document("NatsRestore", fields));
  }

  private static JsonNode document(String kind, String fields) {
    String text =
        "{'apiVersion': 'flotilla.dev/v1alpha1', 'kind': '%s', 'metadata': {'name': 'nightly'}, 'spec': {%s}}"
            .formatted(kind, fields);
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException(bug);
    }
  }
}
