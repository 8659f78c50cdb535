package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The bytes that a scheme signs, as templates of which each may be the right one. */
final class TemplateContent implements SignedContent {
  private final List<Alternative> alternatives;
  private final List<Text> texts;

  private final boolean bodyIsSigned;

  private TemplateContent(List<Alternative> alternatives, boolean bodyIsSigned) {
    this.alternatives = alternatives;
    this.bodyIsSigned = bodyIsSigned;
    this.texts = List.copyOf(alternatives);
  }

  /**
   * Reads templates, separated by {@code or}.
   *
   * @throws IllegalArgumentException if one is malformed; the message states the rule
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  static TemplateContent parse(String text) {
    return new TemplateContent(
        Arrays.stream(text.split(" or ", -1)).map(t -> new Alternative(Template.parse(t))).toList(),
        true);
  }

  /**
   * What stands for the signed content where code knows what is signed.
   *
   * @param bodyIsSigned whether a body in the template is signed, and not only what a delivery is
   *     told by
   */
  static TemplateContent of(Template template, boolean bodyIsSigned) {
    return new TemplateContent(List.of(new Alternative(template)), bodyIsSigned);
  }

  @Override
  public List<Text> texts(Values values) {
    return texts;
  }

  @Override
  public void writeUnchangingTo(Sink sink, Values values) throws RefusedException {
    alternatives.get(0).writeUnchangingTo(sink, values);
  }

  @Override
  public List<Reference> references() {
    return alternatives.stream().flatMap(a -> a.template.references().stream()).toList();
  }

  @Override
  public boolean covers(Reference reference) {
    // A token's claims always are.
    return reference.is(Reference.Kind.CLAIM)
        || all(
            r ->
                r.equals(reference)
                    || isSameHeader(r, reference)
                    || (reference.isInBody()
                        && bodyIsSigned
                        && r.standsForBody()
                        && !r.is(Reference.Kind.SORTED_FORM))
                    || (reference.is(Reference.Kind.QUERY) && r.is(Reference.Kind.URL)));
  }

  private static boolean isSameHeader(Reference signed, Reference reference) {
    return signed.is(Reference.Kind.HEADER)
        && reference.is(Reference.Kind.HEADER)
        && signed.names().size() == 1
        && reference.names().stream().allMatch(signed.name()::equalsIgnoreCase);
  }

  @Override
  public boolean coversBody() {
    return bodyIsSigned && all(Reference::standsForBody);
  }

  /** This, held against the scheme's other keys. */
  TemplateContent checked(SchemeKeys keys, Algorithm algorithm) {
    if (coversBody() == keys.bool("unsigned-body")) {
      throw new InvalidSchemeException(
          "signed-content",
          "must have {body} or a digest of it, or unsigned-body must say that anybody can exchange the body");
    }
    Predicate<Reference> secret = r -> r.is(Reference.Kind.SECRET);
    if (algorithm.kind() == Algorithm.Kind.DIGEST
        ? !all(secret)
        : references().stream().anyMatch(secret)) {
      throw new InvalidSchemeException(
          "signed-content", "must have {secret} just where the algorithm is a plain digest");
    }
    return this;
  }

  /** Whether each alternative has such a reference. */
  private boolean all(Predicate<Reference> such) {
    return alternatives.stream().allMatch(a -> a.template.references().stream().anyMatch(such));
  }

  /** One template, with the bytes of its literals. */
  private static final class Alternative implements Text {
    private final Template template;
    // For each part its bytes if it is a literal, else the reference that it is.
    private final byte[][] literals;
    private final @Nullable Reference[] references;

    Alternative(Template template) {
      this.template = template;
      List<Template.Part> parts = template.parts();
      literals = new byte[parts.size()][];
      references = new Reference[parts.size()];
      for (int i = 0; i < literals.length; i++) {
        references[i] = parts.get(i) instanceof Reference reference ? reference : null;
        literals[i] =
            parts.get(i) instanceof Template.Literal literal
                ? literal.text().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
      }
    }

    @Override
    public void writeTo(Sink sink, Values values, byte[] secret) throws RefusedException {
      for (int i = 0; i < literals.length; i++) {
        write(i, sink, values, secret);
      }
    }

    /** Writes what is neither time nor secret. */
    void writeUnchangingTo(Sink sink, Values values) throws RefusedException {
      for (int i = 0; i < literals.length; i++) {
        Reference reference = references[i];
        if (reference == null
            || !(reference.is(Reference.Kind.TIME) || reference.is(Reference.Kind.SECRET))) {
          write(i, sink, values, new byte[0]);
        }
      }
    }

    private void write(int part, Sink sink, Values values, byte[] secret) throws RefusedException {
      Reference reference = references[part];
      if (reference == null) {
        sink.update(literals[part]);
      } else if (reference.is(Reference.Kind.SECRET)) {
        sink.update(secret);
      } else {
        values.write(reference, sink);
      }
    }
  }
}
