package org.gatepost.signature.internal.method.sender;

import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.gatepost.signature.internal.key.Certificates;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.key.PublicKeys;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates what Amazon SNS posts ("Verifying the signatures of Amazon SNS messages" in the SNS
 * Developer Guide). A secret is either the certificate, or the ARN of the one topic whose messages
 * are let in with a certificate fetched from SNS: it signs the messages of everybody's topics
 * alike, so without a topic a fetched certificate would prove nothing. Thread-safe.
 */
final class AwsSnsAuthentication implements Authentication {

  /**
   * A secret ready for use.
   *
   * @param open the configured key, or null to fetch it for a topic
   * @param topic the topic's ARN, or empty
   * @param host where the certificates of the topic's region are, or empty
   */
  private record Key(String label, @Nullable PublicKey open, String topic, String host) {}

  private final Set<String> versions;
  private final List<Key> keys = new ArrayList<>();
  private final Certificates certificates;

  /**
   * The authentication of a scheme.
   *
   * @param versions the versions of the signature that are accepted
   */
  AwsSnsAuthentication(
      SchemeDefinition scheme,
      Set<String> versions,
      List<Secret> secrets,
      Certificates certificates) {
    this.versions = versions;
    this.certificates = certificates;
    for (Secret secret : secrets) {
      keys.add(
          SecretText.of(secret).startsWith("arn:")
              ? topic(secret)
              : new Key(secret.label(), PublicKeys.key(scheme.secretForm(), secret), "", ""));
    }
  }

  private static Key topic(Secret secret) {
    // arn:PARTITION:sns:REGION:ACCOUNT:NAME
    List<String> parts = SeparatedText.parts(SecretText.of(secret), ':');
    if (parts.size() != 6 || !parts.get(2).equals("sns") || parts.get(3).isEmpty()) {
      throw new IllegalArgumentException(
          "secret [" + secret.label() + "] must be a certificate, or the ARN of a topic of SNS");
    }
    String domain = parts.get(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return new Key(secret.label(), null, SecretText.of(secret), "sns." + parts.get(3) + domain);
  }

  @Override
  public String confirmationUrl(Values values) throws RefusedException {
    return SnsMessage.read(values.request().body()).confirmationAddress().toString();
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SnsMessage message = SnsMessage.read(values.request().body());
    // Checked also where nothing is fetched: it is not signed, and the application may read it.
    URI address = message.certificateAddress();
    String version = message.signatureVersion();
    if (!versions.contains(version)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "SignatureVersion is not one of " + versions);
    }
    byte[] signed = message.signed();
    Instant signedAt = values.signedAt();
    byte[] signature = values.signature().candidates().get(0);
    RefusedException unavailable = null;
    for (Key key : keys) {
      if (key.open() != null) {
        if (verifies(key.open(), version, signed, signature)) {
          // Whoever configured a certificate decides how long it is good.
          return new Match(key.label(), signedAt);
        }
      } else if (key.topic().equals(message.topic()) && key.host().equals(address.getHost())) {
        X509Certificate certificate;
        try {
          certificate = certificates.at(address, values.receivedAt());
        } catch (IOException e) {
          // Forgers can bring this about, but so can a failure of the network: nothing is known of
          // the message until the sender tries again.
          unavailable =
              new RefusedException(
                  Refusal.Reason.UNAVAILABLE, "the certificate cannot be fetched now");
          continue;
        }
        if (verifies(certificate.getPublicKey(), version, signed, signature)) {
          return new BoundedMatch(
              key.label(),
              signedAt,
              certificate.getNotBefore().toInstant(),
              certificate.getNotAfter().toInstant(),
              null);
        }
      }
    }
    throw unavailable != null
        ? unavailable
        : new RefusedException(
            Refusal.Reason.MISMATCH, "none of " + keys.size() + " secrets signed the message");
  }

  private static boolean verifies(PublicKey key, String version, byte[] signed, byte[] candidate) {
    // A fetched certificate's key may be of another kind than RSA, and then has signed nothing.
    return PublicKeySignature.verifies(
        version.equals("1") ? "SHA1withRSA" : "SHA256withRSA", key, signed, candidate);
  }
}
