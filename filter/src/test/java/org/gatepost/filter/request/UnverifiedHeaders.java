package org.gatepost.filter.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.gatepost.receiver.internal.network.ForwardedReading;

/** What the filter itself reads of the headers and bodies of requests that nobody has verified. */
public final class UnverifiedHeaders implements Supplier<Map<String, IntConsumer>> {
  /** What a hostile text is made of, again and again. */
  public static final List<String> PIECES =
      List.of(
          "A",
          " ",
          ",",
          ";",
          "=",
          "&",
          "\"",
          "\\\"",
          "%41",
          "a=b&",
          "a=b;",
          "for=1.2.3.4,",
          "for=\"[::1]:1\";proto=http,",
          "1.2.3.4, ",
          "[::1],",
          ":",
          "\r\n--",
          "\r",
          "\r\n--b\r\n\r\n",
          "\r\n--b\r\na:b\r\n\r\n",
          "\r\n--b\r\na:b\r\n ",
          "/",
          "/..",
          "/a/../",
          "/a;b/%2e%2e",
          "/a%252Fb;c%2Fd/%2e%2e;x//%252e%252e%5c../",
          "%25",
          "%2525",
          "/hook.do.");

  /** For each reader and each way to be long a reading of so much. */
  @Override
  public Map<String, IntConsumer> get() {
    Map<String, IntConsumer> all = new LinkedHashMap<>();
    for (String piece : PIECES) {
      all.put("Forwarded " + piece, length -> ForwardedReading.forwarded(text(piece, length)));
      all.put("X-Forwarded " + piece, length -> ForwardedReading.xForwarded(text(piece, length)));
      all.put("value " + piece, length -> HeaderValue.parse(text(piece, length)));
      all.put("multipart " + piece, length -> multipart(text(piece, length)));
      all.put(
          "form " + piece,
          length -> {
            try {
              FormParameters.read(
                  bytes(text(piece, length)),
                  StandardCharsets.UTF_8,
                  new Parameters(new java.util.HashMap<>()));
            } catch (IllegalStateException tooMany) {
              // A bound, which is read up to.
            }
          });
    }
    return all;
  }

  private static void multipart(String body) {
    try {
      List<BodyPart> unused =
          MultipartParser.parse(
              bytes("--b\r\n\r\n" + body),
              HeaderValue.parse("multipart/form-data; boundary=b"),
              new MultipartParser.Names(StandardCharsets.UTF_8, ContainerReading.FileNames.LAST),
              Path.of("."));
    } catch (IOException malformed) {
      // Most are.
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A piece again and again, so long. */
  public static String text(String piece, int length) {
    return piece.repeat(length / piece.length() + 1).substring(0, length);
  }
}
