// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients of the SDK that depend on nothing but the settings. */
final class S3Clients {
  private S3Clients() {}

  static S3Client create(S3Settings settings) {
    return S3Client.builder()
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.pathStyle())
        .credentialsProvider(StaticCredentialsProvider.create(of(settings.credentials())))
        .overrideConfiguration(overrides(settings.limits()))
        .httpClient(http(settings))
        .build();
  }

  private static ClientOverrideConfiguration overrides(S3Limits limits) {
    return ClientOverrideConfiguration.builder()
        // Else profiles in the home folder would count too.
        .defaultProfileFile(ProfileFile.aggregator().build())
        .apiCallAttemptTimeout(limits.attempt())
        .apiCallTimeout(limits.request())
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(limits.attempts())
                .build())
        .build();
  }

  private static SdkHttpClient http(S3Settings settings) {
    UrlConnectionHttpClient.Builder builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(settings.limits().connect())
            .socketTimeout(settings.limits().silence());
    String authority = settings.authority();
    if (authority != null) {
      TrustManager[] trusted = trust(authority);
      builder.tlsTrustManagersProvider(() -> trusted);
    }
    return builder.build();
  }

  private static AwsCredentials of(S3Credentials credentials) {
    @Nullable String token = credentials.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey())
        : AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), token);
  }

  private static TrustManager[] trust(String pem) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("the authority has no certificate in PEM");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException problem) {
      throw new IllegalArgumentException("the authority is not certificates in PEM", problem);
    }
  }
}
