// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.encryption.Identities;
import dev.flotilla.backup.manifest.Ed25519Signer;
import dev.flotilla.backup.manifest.SetSigner;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.FolderStorage;
import dev.flotilla.backup.storage.ObjectLock;
import dev.flotilla.backup.storage.S3Credentials;
import dev.flotilla.backup.storage.S3Limits;
import dev.flotilla.backup.storage.S3Settings;
import dev.flotilla.backup.storage.S3Storage;
import dev.flotilla.nats.connection.ClientTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The files that a task names. */
record TaskFiles(Task task, InstantSource clock) {
  private static final String PUBLIC = ".pub";
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  BackupStorage storage() throws TaskFailed {
    Task.Storage storage = task.storage();
    if (storage.folder() != null) {
      return new FolderStorage(Path.of(storage.folder()), clock);
    }
    if (storage.s3() == null) {
      throw new TaskFailed(ResultCode.TASK_UNUSABLE, "The task names no store.");
    }
    try {
      return new S3Storage(settings(storage.s3()), clock);
    } catch (IllegalArgumentException wrong) {
      throw new TaskFailed(ResultCode.TASK_UNUSABLE, "The bucket: " + wrong.getMessage(), wrong);
    }
  }

  private S3Settings settings(Task.S3 s3) throws TaskFailed {
    String folder = s3.credentialsFolder();
    if (folder == null) {
      throw new TaskFailed(ResultCode.TASK_UNUSABLE, "The bucket has no credentials.");
    }
    Path credentials = Path.of(folder);
    Path token = credentials.resolve("sessionToken");
    Task.ObjectLock lock = s3.objectLock();
    return new S3Settings(
        URI.create(s3.endpoint()),
        s3.region(),
        s3.bucket(),
        s3.prefix(),
        s3.pathStyle(),
        s3.caFile() == null ? null : text(Path.of(s3.caFile())),
        new S3Credentials(
            text(credentials.resolve("accessKeyId")).strip(),
            text(credentials.resolve("secretAccessKey")).strip(),
            Files.exists(token) ? text(token).strip() : null),
        S3Limits.DEFAULT,
        lock == null
            ? null
            : new ObjectLock(ObjectLock.Mode.valueOf(lock.mode()), Duration.ofDays(lock.days())));
  }

  Optional<SSLContext> tls() throws TaskFailed {
    if (task.caFile() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ClientTls(certificates(task.caFile()), clientIdentity()).context());
    } catch (GeneralSecurityException damaged) {
      throw new TaskFailed(
          ResultCode.TASK_UNUSABLE, "TLS to the servers: " + damaged.getMessage(), damaged);
    }
  }

  private Optional<ClientTls.Identity> clientIdentity()
      throws TaskFailed, GeneralSecurityException {
    if (task.certificateFile() == null || task.certificateKeyFile() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ClientTls.Identity(
            privateKey(der(text(Path.of(task.certificateKeyFile())))),
            certificates(task.certificateFile())));
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException other) {
        // A key of another algorithm.
      }
    }
    throw new InvalidKeySpecException("the client's key is no PKCS#8 of " + ALGORITHMS);
  }

  private static List<X509Certificate> certificates(String file)
      throws TaskFailed, GeneralSecurityException {
    byte[] pem = text(Path.of(file)).getBytes(StandardCharsets.US_ASCII);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  Optional<Identities> identities() throws TaskFailed {
    if (task.identityFile() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Identities.read(text(Path.of(task.identityFile()))));
    } catch (IllegalArgumentException wrong) {
      throw new TaskFailed(
          ResultCode.IDENTITY_UNUSABLE, "The age identity: " + wrong.getMessage(), wrong);
    }
  }

  /** The public half lies beside the private one. */
  SetSigner signer() throws TaskFailed {
    String file = task.signingKeyFile();
    String publicFile = file.substring(0, file.lastIndexOf('.')) + PUBLIC;
    try {
      return Ed25519Signer.of(der(text(Path.of(file))), der(text(Path.of(publicFile))));
    } catch (IllegalArgumentException wrong) {
      throw new TaskFailed(
          ResultCode.TASK_UNUSABLE, "The key that signs manifests: " + wrong.getMessage(), wrong);
    }
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String text(Path file) throws TaskFailed {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new TaskFailed(
          ResultCode.TASK_UNUSABLE, "Cannot read " + file.getFileName() + " of the task.", missing);
    }
  }
}
