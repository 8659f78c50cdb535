package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes that a scheme signs, as a template. Immutable and thread-safe. */
final class SignedContent {

  /** Where the bytes go. */
  interface Sink {
    void update(byte[] bytes);
  }

  private final Template template;
  // Beside each part its bytes if it is a literal, else an empty array.
  private final List<byte[]> literals;

  SignedContent(Template template) {
    this.template = template;
    this.literals = new ArrayList<>();
    for (Template.Part part : template.parts()) {
      literals.add(
          part instanceof Template.Literal literal
              ? literal.text().getBytes(StandardCharsets.UTF_8)
              : new byte[0]);
    }
  }

  /** The references in what is signed, in order. */
  List<Reference> references() {
    return template.references();
  }

  /** Whether what stands at the place is covered by the signature; a token's claims always are. */
  boolean covers(Reference reference) {
    return references().contains(reference)
        || reference instanceof Reference.Claim
        || (reference.isInBody() && coversBody())
        || (reference instanceof Reference.Query && references().contains(new Reference.Url()));
  }

  /** Whether every byte of the body is covered by the signature. */
  boolean coversBody() {
    return references().stream()
        .anyMatch(r -> r instanceof Reference.Body || r instanceof Reference.BodyDigest);
  }

  /**
   * Writes what is signed.
   *
   * @param secret what stands for {@code {secret}}
   * @throws RefusedException if a referred value is missing or malformed
   */
  void writeTo(Sink sink, Values values, byte[] secret) throws RefusedException {
    for (int i = 0; i < literals.size(); i++) {
      Template.Part part = template.parts().get(i);
      if (part instanceof Reference.Secret) {
        sink.update(secret);
      } else if (part instanceof Reference reference) {
        sink.update(values.bytes(reference));
      } else {
        sink.update(literals.get(i));
      }
    }
  }

  /** Writes what is signed less time and secret: the same for each retry of a delivery. */
  void writeUnchangingTo(Sink sink, Values values) throws RefusedException {
    for (int i = 0; i < literals.size(); i++) {
      Template.Part part = template.parts().get(i);
      if (part instanceof Template.Literal) {
        sink.update(literals.get(i));
      } else if (!(part instanceof Reference.Time || part instanceof Reference.Secret)) {
        sink.update(values.bytes((Reference) part));
      }
    }
  }
}
