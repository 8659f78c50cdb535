package org.gatepost.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What Hygraph signs ("Webhooks", section on securing them, and {@code @hygraph/utils}): a JSON
 * document with the body as a string, the environment and the time.
 */
final class HygraphContent implements CodedContent {
  private static final Reference ENVIRONMENT = new Reference.Element("env");

  @Override
  public List<byte[]> of(Values values, String time) throws RefusedException {
    StringBuilder json = new StringBuilder("{\"Body\":");
    quote(json, body(values));
    json.append(",\"EnvironmentName\":");
    quote(json, values.required(ENVIRONMENT));
    json.append(",\"TimeStamp\":").append(time).append('}');
    return List.of(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String body(Values values) throws RefusedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(values.request().body()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.Reason.MALFORMED, "the body is not UTF-8");
    }
  }

  /** Quotes as JavaScript's JSON.stringify does (ECMA-262, QuoteJSONString). */
  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\b\t\n\f\r\"\\".indexOf(c);
      if (letter >= 0) {
        json.append('\\').append("btnfr\"\\".charAt(letter));
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
