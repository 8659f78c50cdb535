package org.gatepost.signature.internal.method.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.Completion;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.SchemeDefinition;

/**
 * Signs the components that a scheme requires as the draft has it, with a private key. Immutable
 * and thread-safe.
 */
final class DraftCavageSigner implements Signing {
  private final SchemeDefinition scheme;
  private final List<String> components;
  private final UnaryOperator<byte[]> key;

  DraftCavageSigner(SchemeDefinition scheme, RequiredComponents components, Secret secret) {
    this.scheme = scheme;
    this.components = components.names();
    this.key = MessageSigning.with(scheme.secretForm(), secret);
  }

  @Override
  public OutgoingRequest sign(OutgoingRequest unsigned, Instant time) throws RefusedException {
    OutgoingRequest request = Completion.of(scheme, unsigned, time);
    request = withAbsent(request, "Date", TimeUnit.HTTP_DATE.format(time));
    request = withAbsent(request, "Host", TargetUri.of(request).authority());
    byte[] digest = Digests.of("SHA-256").digest(request.body());
    request = withAbsent(request, "Digest", "SHA-256=" + Encoding.BASE64.encode(digest));
    Map<String, String> covered = new LinkedHashMap<>();
    for (String name : components) {
      covered.put(
          name, SignatureBase.requireVisible(DraftCavageAuthentication.value(request, name)));
    }
    byte[] signature = key.apply(DraftCavageAuthentication.message(covered));
    String text =
        "algorithm=\""
            + DraftCavageAuthentication.ALGORITHMS.get(scheme.algorithm())
            + "\",signature=\""
            + Encoding.BASE64.encode(signature)
            + "\",headers=\""
            + String.join(" ", components)
            + "\"";
    return scheme.signature().places().get(0).put(request, text);
  }

  /** With a header that is required and not there. */
  private OutgoingRequest withAbsent(OutgoingRequest request, String name, String value) {
    return components.stream().anyMatch(name::equalsIgnoreCase) && request.headers(name).isEmpty()
        ? request.withHeader(name, value)
        : request;
  }
}
