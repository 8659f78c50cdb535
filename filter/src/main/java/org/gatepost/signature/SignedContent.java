package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a scheme signs, as a template. Immutable and thread-safe. */
final class SignedContent {

  /** Where the bytes go. */
  interface Sink {
    void update(byte[] bytes);
  }

  private final Template template;
  private final boolean bodyIsSigned;
  // Beside each part its bytes if it is a literal, else an empty array.
  private final List<byte[]> literals;

  SignedContent(Template template) {
    this(template, true);
  }

  /**
   * What stands for the signed content where code knows what is signed.
   *
   * @param bodyIsSigned whether a body in the template is signed, and not only what a delivery is
   *     told by
   */
  SignedContent(Template template, boolean bodyIsSigned) {
    this.template = template;
    this.bodyIsSigned = bodyIsSigned;
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
        || (reference.is(Reference.Kind.HEADER)
            && reference.names().stream().allMatch(this::coversHeader))
        || reference.is(Reference.Kind.CLAIM)
        || (reference.isInBody() && coversBody())
        || (reference.is(Reference.Kind.QUERY)
            && references().stream().anyMatch(r -> r.is(Reference.Kind.URL)));
  }

  private boolean coversHeader(String name) {
    return references().stream()
        .anyMatch(
            r ->
                r.is(Reference.Kind.HEADER)
                    && r.names().size() == 1
                    && r.name().equalsIgnoreCase(name));
  }

  /** Whether every byte of the body is covered by the signature. */
  boolean coversBody() {
    return bodyIsSigned && references().stream().anyMatch(Reference::standsForBody);
  }

  /**
   * Writes what is signed.
   *
   * @param secret what stands for {@code {secret}}
   * @throws RefusedException if a referred value is missing or malformed
   */
  void writeTo(Sink sink, Values values, byte[] secret) throws RefusedException {
    for (int i = 0; i < literals.size(); i++) {
      if (!(template.parts().get(i) instanceof Reference reference)) {
        sink.update(literals.get(i));
      } else if (reference.is(Reference.Kind.SECRET)) {
        sink.update(secret);
      } else {
        sink.update(values.bytes(reference));
      }
    }
  }

  /** Writes what is signed less time and secret: the same for each retry of a delivery. */
  void writeUnchangingTo(Sink sink, Values values) throws RefusedException {
    for (int i = 0; i < literals.size(); i++) {
      if (!(template.parts().get(i) instanceof Reference reference)) {
        sink.update(literals.get(i));
      } else if (!reference.is(Reference.Kind.TIME) && !reference.is(Reference.Kind.SECRET)) {
        sink.update(values.bytes(reference));
      }
    }
  }
}
