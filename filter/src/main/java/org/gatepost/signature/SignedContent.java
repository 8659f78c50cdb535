package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a scheme signs. Implementations are immutable and thread-safe. */
interface SignedContent {

  /** Where the bytes go. */
  interface Sink {
    void update(byte[] bytes);

    /** Takes a text in UTF-8. */
    default void update(String text) {
      update(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One text that the sender may have signed. */
  interface Text {

    /**
     * Writes the text.
     *
     * @param secret what stands for the secret, where that is in the text
     * @throws RefusedException if a value that is signed is missing or malformed
     */
    void writeTo(Sink sink, Values values, byte[] secret) throws RefusedException;
  }

  /**
   * The texts that the sender may have signed for a request, most likely first; at least one.
   *
   * @throws RefusedException if a value that is signed is missing or malformed, or a part of the
   *     request is not covered that must be
   */
  List<Text> texts(Values values) throws RefusedException;

  /** Writes what is signed less time and secret: the same for each retry of a delivery. */
  void writeUnchangingTo(Sink sink, Values values) throws RefusedException;

  /** Whether the host is signed to which the sender sends, and the path. */
  default boolean signsUrl() {
    return false;
  }

  /** Whether the path is signed to which the sender sends. */
  default boolean signsPath() {
    return signsUrl();
  }

  /** Whether a time must be as long as those of its unit are, since no literal ends it. */
  default boolean fixesTime() {
    return false;
  }

  /** The references in what is signed. */
  List<Reference> references();

  /** Whether nobody can change what stands at the place. */
  boolean covers(Reference reference);

  /** Whether every part of the body is covered by the signature. */
  boolean coversBody();

  /** A request with what its sender adds to it before it signs, besides time and id. */
  default OutgoingRequest prepared(OutgoingRequest request) {
    return request;
  }

  /** Reads what a scheme signs, and holds that against how it signs. */
  static SignedContent read(SchemeKeys keys, SignedBy signedBy, Algorithm algorithm) {
    CodedContent coded = CodedContent.of(signedBy);
    boolean token = algorithm.kind() == Algorithm.Kind.TOKEN;
    if ((coded != null || token) && keys.has("signed-content")) {
      throw keys.invalid(
          "signed-content",
          coded == null
              ? "must be left out: a token signs nothing"
              : "must be left out: signed-by says what is signed");
    }
    if (coded != null) {
      return coded.checked(keys, algorithm);
    }
    // Whoever has the token can send anything, so nothing is less protected than anything else.
    return token
        ? TemplateContent.parse("{body}")
        : keys.required("signed-content", TemplateContent::parse).checked(keys, algorithm);
  }
}
