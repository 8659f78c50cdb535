package org.gatepost.signature.internal.method.sender;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.JsonText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.method.ContentSigning;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignatureHeader;
import org.gatepost.signature.internal.scheme.Values;

/**
 * What Hygraph signs ("Webhooks", section on securing them, and {@code @hygraph/utils}): a JSON
 * document with the body as a string, the environment and the time.
 */
final class HygraphContent implements CodedContent {
  private static final Reference ENVIRONMENT = Reference.of(Reference.Kind.ELEMENT, "env");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    String json =
        "{\"Body\":"
            + JsonText.quote(body(values))
            + ",\"EnvironmentName\":"
            + JsonText.quote(values.required(ENVIRONMENT))
            + ",\"TimeStamp\":"
            + time
            + "}";
    return List.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public List<Reference> references() {
    return List.of(ENVIRONMENT);
  }

  /** The signing: the sender's library looks for signature, environment and milliseconds there. */
  static Signing signing(SchemeDefinition scheme, Secret secret) {
    SchemeDefinition inMillis = scheme.in(TimeUnit.MS);
    Signing signing = ContentSigning.of(inMillis, secret);
    Reference place = scheme.signature().places().get(0);
    return (unsigned, time) -> {
      OutgoingRequest signed = signing.sign(unsigned, time);
      SignatureHeader header = new Values(inMillis, signed).signature();
      String text =
          scheme.signature().written(header.candidates().get(0))
              + ", env="
              + header.element(ENVIRONMENT.name())
              + ", t="
              + TimeUnit.MS.format(time);
      return place.put(signed, text);
    };
  }

  private static String body(Places values) throws RefusedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(values.request().body()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.Reason.MALFORMED, "the body is not UTF-8");
    }
  }
}
