package org.gatepost.signature.internal.method;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Template;
import org.jspecify.annotations.Nullable;

/** The bytes that a scheme signs, as templates of which each may be the right one. */
public final class TemplateContent implements SignedContent {
  private final List<Alternative> alternatives;
  private final List<Text> texts;

  private final boolean bodyIsSigned;
  private final boolean fixesTime;

  private TemplateContent(List<Alternative> alternatives, boolean bodyIsSigned) {
    this.alternatives = alternatives;
    this.bodyIsSigned = bodyIsSigned;
    this.texts = List.copyOf(alternatives);
    this.fixesTime = alternatives.stream().anyMatch(a -> a.cuts.fixesTime());
  }

  /**
   * Reads templates, separated by {@code or}.
   *
   * @throws IllegalArgumentException if one is malformed; the message states the rule
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static TemplateContent parse(String text) {
    // No sender signs a backslash and an n: a file of properties makes a line feed of them, and XML
    // does not.
    if (text.contains("\\n") || text.contains("\\r")) {
      throw new IllegalArgumentException(
          "must have a line feed as &#10; in XML, and a carriage return as &#13;, not as \\n and \\r");
    }
    return new TemplateContent(
        Arrays.stream(text.split(" or ", -1)).map(t -> alternative(Template.parse(t))).toList(),
        true);
  }

  /**
   * What stands for the signed content where code knows what is signed.
   *
   * @param bodyIsSigned whether a body in the template is signed, and not only what a delivery is
   *     told by
   */
  public static TemplateContent of(Template template, boolean bodyIsSigned) {
    return new TemplateContent(List.of(alternative(template)), bodyIsSigned);
  }

  private static Alternative alternative(Template template) {
    return new Alternative(template, Cuts.none(template));
  }

  @Override
  public List<Text> texts(Places values) {
    return texts;
  }

  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    // Once a signature has matched, what it covers is the only one.
    Alternative signed =
        values.signedTexts().get(0) instanceof Alternative matched ? matched : alternatives.get(0);
    signed.writeUnchangingTo(sink, values);
  }

  @Override
  public boolean signsUrl() {
    return references().stream().anyMatch(TemplateContent::isAddressed);
  }

  private static boolean isAddressed(Reference reference) {
    return switch (reference.kind()) {
      case URL, DECODED_URL, CONFIGURED_URL, ENDPOINT -> true;
      default -> false;
    };
  }

  @Override
  public boolean signsPath() {
    return signsUrl() || references().stream().anyMatch(r -> r.is(Reference.Kind.PATH));
  }

  @Override
  public boolean fixesTime() {
    return fixesTime;
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
    return new TemplateContent(
        alternatives.stream()
            .map(a -> new Alternative(a.template, Cuts.of(a.template, keys, algorithm)))
            .toList(),
        bodyIsSigned);
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
    private final Cuts cuts;
    // Whether what a delivery is told by is more than one part, or fields.
    private final boolean hasParts;

    Alternative(Template template, Cuts cuts) {
      this.template = template;
      this.cuts = cuts;
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
      List<Reference> told =
          template.references().stream().filter(reference -> !isChanging(reference)).toList();
      hasParts = told.size() > 1 || told.stream().anyMatch(r -> r.is(Reference.Kind.SORTED_FORM));
    }

    private static boolean isChanging(Reference reference) {
      return reference.is(Reference.Kind.TIME) || reference.is(Reference.Kind.SECRET);
    }

    @Override
    public void writeTo(Sink sink, Places values, byte[] secret) throws RefusedException {
      for (int i = 0; i < literals.length; i++) {
        write(i, sink, values, secret);
      }
    }

    /** Writes what is neither time nor secret; several parts so that none passes for another. */
    void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
      if (hasParts) {
        writePartsTo(new KeyParts(sink), values);
        return;
      }
      for (int i = 0; i < literals.length; i++) {
        Reference reference = references[i];
        if (reference == null || !isChanging(reference)) {
          write(i, sink, values, new byte[0]);
        }
      }
    }

    private void writePartsTo(KeyParts parts, Places values) throws RefusedException {
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      for (int i = 0; i < literals.length; i++) {
        Reference reference = references[i];
        if (reference == null || isChanging(reference)) {
          continue;
        }
        if (reference.is(Reference.Kind.SORTED_FORM)) {
          parts.add(FormPairs.parse(values.request().body()).sortedOnce());
        } else if (reference.is(Reference.Kind.BODY)) {
          parts.add(values.request().body());
        } else {
          write(i, part::writeBytes, values, new byte[0]);
          if (i + 1 == literals.length || !cuts.isJoined(i + 1)) {
            parts.add(part.toByteArray());
            part.reset();
          }
        }
      }
    }

    private void write(int part, Sink sink, Places values, byte[] secret) throws RefusedException {
      Reference reference = references[part];
      if (reference == null) {
        sink.update(literals[part]);
      } else if (reference.is(Reference.Kind.SECRET)) {
        sink.update(secret);
      } else if (reference.is(Reference.Kind.BODY) && cuts.looksAtBody()) {
        cuts.checkBody(values.request());
        values.write(reference, sink);
      } else if (reference.is(Reference.Kind.SORTED_FORM)) {
        FormPairs form = FormPairs.parse(values.request().body());
        cuts.checkForm(form, values.request());
        sink.update(form.glued());
      } else if (cuts.looksAt(part)) {
        String text = values.required(reference);
        cuts.check(part, reference, text, values.request());
        sink.update(text);
      } else {
        values.write(reference, sink);
      }
    }
  }
}
