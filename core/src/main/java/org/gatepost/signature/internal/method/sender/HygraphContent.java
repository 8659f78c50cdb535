package org.gatepost.signature.internal.method.sender;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.JsonText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;

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
