// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A PKCS#10 request. Only its key counts: name and purpose of the certificate are the hub's
 * decision.
 *
 * @param publicKey P-256, and shown to be held by who asks
 */
public record SigningRequest(PublicKey publicKey) {
  private static final int CURVE_BITS = 256;

  /** Empty when the text is not a request, its own signature is wrong, or its key is not P-256. */
  public static Optional<SigningRequest> parse(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return parser.readObject() instanceof PKCS10CertificationRequest request
          ? judge(new JcaPKCS10CertificationRequest(request))
          : Optional.empty();
    } catch (Exception malformed) {
      // The parser also throws unchecked exceptions on hostile input; whatever it is, it is not a
      // request.
      return Optional.empty();
    }
  }

  private static Optional<SigningRequest> judge(JcaPKCS10CertificationRequest request)
      throws IOException,
          java.security.GeneralSecurityException,
          OperatorCreationException,
          PKCSException {
    PublicKey key = request.getPublicKey();
    boolean p256 =
        key instanceof ECPublicKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == CURVE_BITS;
    return p256 && request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))
        ? Optional.of(new SigningRequest(key))
        : Optional.empty();
  }
}
