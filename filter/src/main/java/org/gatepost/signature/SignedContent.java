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

  /** Whether what stands at the place is covered by the signature. */
  boolean covers(Reference reference) {
    return references().contains(reference)
        || (reference instanceof Reference.Json && references().contains(new Reference.Body()));
  }

  /**
   * Writes what is signed.
   *
   * @throws RefusedException if a referred value is missing or malformed
   */
  void writeTo(Sink sink, Values values) throws RefusedException {
    write(sink, values, true);
  }

  /** Writes what is signed less the time: the same for each retry of a delivery. */
  void writeWithoutTimeTo(Sink sink, Values values) throws RefusedException {
    write(sink, values, false);
  }

  private void write(Sink sink, Values values, boolean withTime) throws RefusedException {
    for (int i = 0; i < literals.size(); i++) {
      Template.Part part = template.parts().get(i);
      if (part instanceof Reference reference) {
        if (withTime || !(reference instanceof Reference.Time)) {
          sink.update(values.bytes(reference));
        }
      } else {
        sink.update(literals.get(i));
      }
    }
  }
}
