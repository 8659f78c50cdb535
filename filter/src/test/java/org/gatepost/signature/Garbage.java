package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts and bodies that a verifier may meet and no sender makes. */
final class Garbage {
  private static final Arbitrary<String> PIECES =
      Arbitraries.of(
          List.of(
              "t=",
              "v1=",
              "v0=",
              "v1,",
              "v1a,",
              "sha256=",
              "sig1=:",
              "Bearer ",
              "Basic ",
              "eyJhbGciOiJub25lIn0.",
              ",",
              ";",
              " ",
              "=",
              "==",
              "1705314600",
              "1705314600000",
              "2024-01-15T10:30:00Z",
              "Mon, 15 Jan 2024 10:30:00 GMT",
              "-1",
              "0",
              "deadbeef".repeat(8),
              "A".repeat(43) + "=",
              "A".repeat(86) + "==",
              "A".repeat(43),
              "\u0000",
              "\u00e9",
              "\ud800",
              "１",
              "\t",
              "\r\n",
              "99999999999999999999",
              "%",
              "%f0",
              "&",
              "?",
              "#",
              "{",
              "}",
              "\"",
              "[",
              "]",
              ":",
              "\\u",
              "\\ud800",
              "null",
              "1e999",
              "{\"id\":",
              "\"id\":1,",
              "\"type\":\"t\"}"));

  private Garbage() {}

  static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
                Tuple.of(3, PIECES),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(5)))
            .list()
            .ofMaxSize(8)
            .map(list -> String.join("", list));
    return pieces;
  }

  static Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        texts().map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(64));
  }

  static Arbitrary<String> urls() {
    return Arbitraries.oneOf(
        texts(),
        texts().map(text -> "https://example.com/" + text),
        texts().map(text -> "https://example.com/webhooks?" + text));
  }

  /** What stands under a header's name: mostly one line. */
  static Arbitrary<List<String>> headers() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, texts().map(List::of)), Tuple.of(1, texts().list().ofMaxSize(3)));
  }
}
