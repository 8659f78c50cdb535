package org.gatepost.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates what Amazon SNS posts ("Verifying the signatures of Amazon SNS messages" in the SNS
 * Developer Guide). A secret is either the certificate, or the ARN of the one topic whose messages
 * are let in with a certificate fetched from SNS: it signs the messages of everybody's topics
 * alike, so without a topic a fetched certificate would prove nothing. Thread-safe.
 */
final class AwsSnsAuthentication implements Authentication {
  private static final String ARN = "arn:";

  /** A configured key, or null to fetch it for the topic that the text names. */
  private record Key(String label, @Nullable PublicKey key, String topic) {}

  private final List<Key> keys = new ArrayList<>();
  private final Set<String> versions;
  private final Certificates certificates;

  AwsSnsAuthentication(SchemeDefinition scheme, List<Secret> secrets, Certificates certificates) {
    this.certificates = certificates;
    // SNS signs with SHA-1 unless the topic says otherwise, so both are let in unless configured.
    this.versions =
        scheme.signatureVersions() == null ? Set.of("1", "2") : scheme.signatureVersions();
    for (Secret secret : secrets) {
      boolean topic = secret.text().startsWith(ARN);
      keys.add(
          new Key(
              secret.label(),
              topic ? null : PublicKeys.key(scheme, secret),
              topic ? secret.text() : ""));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SnsMessage message = SnsMessage.read(values.bytes(new Reference.Body()));
    // Checked also where nothing is fetched: it is not signed, and the application may read it.
    message.certificateAddress();
    String version = message.signatureVersion();
    if (!versions.contains(version)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "SignatureVersion is not one of " + versions);
    }
    byte[] signed = message.signed();
    Instant signedAt = message.timestamp();
    List<byte[]> candidates = values.signature().candidates();
    for (Key key : keys) {
      PublicKey publicKey = key.key() != null ? key.key() : fetched(key.topic(), message, signedAt);
      if (publicKey != null && verifies(publicKey, version, signed, candidates.get(0))) {
        return new Proof(key.label(), signedAt);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH, "none of " + keys.size() + " secrets signed the message");
  }

  /**
   * The key of the certificate that the message refers to, or null if it is of another topic. A
   * fetched certificate must have been valid when the message was signed, since nobody has looked
   * at it. A configured one is not asked for its dates: whoever configured it decides how long it
   * is good, and who could sign with its key could also choose the time.
   */
  private @Nullable PublicKey fetched(String topic, SnsMessage message, Instant signedAt)
      throws RefusedException {
    if (!topic.equals(message.topic())) {
      return null;
    }
    try {
      X509Certificate certificate = certificates.at(message.certificateAddress());
      certificate.checkValidity(Date.from(signedAt));
      return certificate.getPublicKey();
    } catch (IOException e) {
      throw new RefusedException(Refusal.Reason.MISMATCH, "the certificate cannot be fetched");
    } catch (CertificateException e) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH, "the certificate was not valid when the message was signed");
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.Reason.MALFORMED, "Timestamp is beyond all dates");
    }
  }

  private static boolean verifies(PublicKey key, String version, byte[] signed, byte[] candidate) {
    try {
      Signature signature =
          Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
      signature.initVerify(key);
      signature.update(signed);
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      // A fetched certificate of a key that is not RSA.
      return false;
    }
  }
}
