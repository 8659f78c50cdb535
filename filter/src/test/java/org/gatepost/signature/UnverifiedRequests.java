package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What anybody may send to a source of each preset: requests whose body, one of whose headers, or
 * whose query is of a length to be given. Verifies them.
 */
public final class UnverifiedRequests implements Supplier<Map<String, IntConsumer>> {
  private static final List<String> PIECES =
      List.of(
          "A",
          " ",
          "\t",
          ",",
          ";",
          "=",
          "&",
          "/",
          ".",
          "|",
          "\"",
          "\\\"",
          "%41",
          "%",
          "a=b&",
          "a=\"b\",",
          "a=1;",
          "a;",
          "a=:AA==:,",
          "a=(\"a\" \"b\"),",
          "[",
          "{\"a\":",
          "{\"a\":1,",
          "\\n",
          "9",
          "9e9,",
          "1,",
          ":",
          "v1,AA== ",
          "t=1,v1=",
          "\u00e9");

  /** For each preset and each way to be long a verification of a request so long. */
  @Override
  public Map<String, IntConsumer> get() {
    Map<String, IntConsumer> all = new LinkedHashMap<>();
    for (Sender sender : Sender.ALL) {
      Verifier verifier = sender.scheme().verifier(List.of(sender.secret()));
      TestRequest genuine = sender.request(new byte[4], Sender.SIGNED_AT);
      add(all, sender.preset(), verifier, genuine);
    }
    all.put("rfc9421: one component for each parameter", length -> components(length));
    return all;
  }

  private static void add(
      Map<String, IntConsumer> all, String preset, Verifier verifier, TestRequest genuine) {
    Set<String> names = genuine.headerNames();
    for (String piece : PIECES) {
      String what = preset + " [" + piece + "] as ";
      all.put(
          what + "body",
          length ->
              verify(
                  verifier,
                  genuine.withBody(repeated(piece, length).getBytes(StandardCharsets.UTF_8))));
      all.put(
          what + "query",
          length ->
              verify(verifier, genuine.withUrl("https://a.example/h?" + repeated(piece, length))));
      for (String name : names) {
        all.put(
            what + "header " + name,
            length -> verify(verifier, genuine.with(name, repeated(piece, length))));
      }
    }
  }

  /** What took more than a second of CPU for 7 KB. */
  private static void components(int length) {
    Verifier verifier =
        Scheme.preset("rfc9421").verifier(List.of(Secret.of("a", "c2VjcmV0LXNlY3JldC1zZWNyZXQ=")));
    List<String> covered = new ArrayList<>();
    StringBuilder query = new StringBuilder("https://a.example/h?");
    for (int i = 0; i < 60; i++) {
      covered.add("\"@query-param\";name=\"p" + i + "\"");
      query.append("p").append(i).append("=1&");
    }
    query.append(repeated("x=%20&", length));
    verify(
        verifier,
        TestRequest.of(
                "{}",
                Map.of(
                    "Content-Digest",
                    ContentDigest.of(new byte[] {'{', '}'}),
                    "Signature-Input",
                    "a=(\"content-digest\" " + String.join(" ", covered) + ");created=1705314600",
                    "Signature",
                    "a=:AAAA:"))
            .withUrl(query.toString()));
  }

  private static void verify(Verifier verifier, TestRequest request) {
    Verification outcome = verifier.verify(request, Sender.SIGNED_AT);
    if (outcome instanceof Verified verified) {
      // A change of what is not signed.
      String unused = verified.secretLabel();
    }
  }

  private static String repeated(String piece, int length) {
    // Just so long: whether a length is even decides what hex is looked at.
    return piece.repeat(length / piece.length() + 1).substring(0, length);
  }
}
