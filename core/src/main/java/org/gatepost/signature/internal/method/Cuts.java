package org.gatepost.signature.internal.method;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.Template;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a signed text from being cut into its parts at another place. Where a literal stands
 * between two parts, one of them must not have it. Where nothing stands there, a time has a fixed
 * length, and of a URL, an id or a header beside the body each character is one that a URL may
 * have, while the body begins or ends with another one. Immutable.
 */
final class Cuts {

  /** What the text of a part must be like. */
  private interface Rule {
    boolean holds(Reference part, String text);
  }

  private final Template template;
  private final TimeUnit timeUnit;
  // For each part what it must be like, or null for anything.
  private final @Nullable Rule[] rules;
  // For each part whether the key takes it and the one before as one.
  private final boolean[] joined;
  // What may have any literal: parts end before it, and begin behind it. Below 0 if there is none.
  private final int pivot;
  private boolean bodyOpens;
  private boolean bodyCloses;
  // Whether the part beside the body or form is a URL that may be configured, and then cannot be
  // cut.
  private boolean besideConfigured = true;
  private boolean fixesTime;
  private final boolean readsTextOnly;
  // The field with which the form begins that stands behind a URL, or empty.
  private String firstField = "";

  private Cuts(Template template, TimeUnit timeUnit, boolean readsTextOnly) {
    this.template = template;
    this.timeUnit = timeUnit;
    this.rules = new Rule[template.parts().size()];
    this.joined = new boolean[rules.length];
    this.pivot = pivot(template);
    this.readsTextOnly = readsTextOnly;
  }

  /** None: of what is not signed as one text. */
  static Cuts none(Template template) {
    return new Cuts(template, TimeUnit.S, false);
  }

  /**
   * The cuts of a template.
   *
   * @throws InvalidSchemeException if the text can be cut in two ways whatever it is
   */
  static Cuts of(Template template, SchemeKeys keys, Algorithm algorithm) {
    TimeUnit unit = keys.oneOf("time-unit", TimeUnit.class, TimeUnit.S);
    List<Reference> ids = Choice.referencesOf(keys.optional("id", Choice::parse));
    Cuts cuts = new Cuts(template, unit, isLengthened(template, algorithm));
    for (int i = 0; i < cuts.rules.length; i++) {
      Template.Part part = cuts.part(i);
      if (part instanceof Reference reference && !isConstant(part)) {
        boolean touches = cuts.touches(i - 1) || cuts.touches(i + 1);
        if (touches && reference.is(Reference.Kind.TIME)) {
          cuts.fixTime(keys);
        }
        if (touches && (reference.is(Reference.Kind.ID) || ids.contains(reference))) {
          cuts.requireApart(i, keys);
        }
        cuts.read(i, reference, keys);
        cuts.joined[i] = isLoose(cuts.part(i - 1)) && isLoose(part);
      }
    }
    return cuts;
  }

  /** Whether somebody who has a request can append to it: the digest's state is what it has. */
  private static boolean isLengthened(Template template, Algorithm algorithm) {
    List<Template.Part> parts = template.parts();
    return algorithm.kind() == Algorithm.Kind.DIGEST
        && !(parts.get(parts.size() - 1) instanceof Reference last
            && last.is(Reference.Kind.SECRET));
  }

  private void fixTime(SchemeKeys keys) {
    if (timeUnit == TimeUnit.S_OR_MS || timeUnit == TimeUnit.ISO_UTC) {
      throw keys.invalid(
          "time-unit",
          "must be s or ms: without a literal between {time} and the part beside it, a time of either unit could be cut in two ways");
    }
    fixesTime = true;
  }

  /** Refuses an id beside a part that may begin or end with what an id may have. */
  private void requireApart(int i, SchemeKeys keys) {
    for (int beside : new int[] {i - 1, i + 1}) {
      if (touches(beside) && !(part(beside) instanceof Reference r && isFixed(r))) {
        throw keys.invalid(
            "signed-content",
            "must have a literal between the id and the part beside it: without one, an id could be cut in two ways");
      }
    }
  }

  private void read(int i, Reference part, SchemeKeys keys) {
    if (!isFree(part) || i == pivot) {
      return;
    }
    boolean before = i < pivot || pivot < 0;
    int beside = before ? i + 1 : i - 1;
    if (beside < 0 || beside == rules.length) {
      return;
    }
    Template.Part side = part(beside);
    if (side instanceof Template.Literal literal) {
      if (UrlText.isOf(part) && UrlText.isOf(literal.text())) {
        keepWithinUrl(i, before);
      } else {
        keepFree(i, literal.text(), before && !keys.text("tolerance", "").equals("none"));
      }
    } else if (side instanceof Reference r && (r.is(Reference.Kind.BODY) || isFixed(r))) {
      keepWithinUrl(i, before);
    } else if (side instanceof Reference r
        && r.is(Reference.Kind.SORTED_FORM)
        && UrlText.isOf(part)) {
      firstField = keys.text("json-field", "");
      besideConfigured &= part.is(Reference.Kind.CONFIGURED_URL);
      rules[i] = firstField.isEmpty() ? null : UrlText::holds;
    }
  }

  /** A part of characters that a URL may have, and a body that goes on with another. */
  private void keepWithinUrl(int i, boolean before) {
    if (pivot < 0) {
      return;
    }
    rules[i] = UrlText::holds;
    bodyOpens |= before;
    bodyCloses |= !before;
    besideConfigured &= part(i) instanceof Reference r && r.is(Reference.Kind.CONFIGURED_URL);
  }

  /** A part without the literal behind it or, after the body, before it. */
  private void keepFree(int i, String literal, boolean beforeFreshTime) {
    boolean timeFollows =
        beforeFreshTime && part(i + 2) instanceof Reference r && r.is(Reference.Kind.TIME);
    // Senders' ids may have a point. Only where a time of now follows could it be the literal.
    rules[i] =
        timeFollows
            ? (part, text) -> !hasTimeBehind(text, literal)
            : (part, text) -> text.indexOf(literal) < 0;
  }

  private boolean hasTimeBehind(String text, String literal) {
    for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
      if (timeUnit.mayBegin(text, at + literal.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks a part that is a text.
   *
   * @throws RefusedException if the signed text could be cut elsewhere
   */
  void check(int i, Reference part, String text, SignedRequest request) throws RefusedException {
    Rule rule = rules[i];
    if (rule != null && !rule.holds(part, text) && !isConfigured(part, request)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, part + " has what could be the part behind or before it");
    }
  }

  /** Whether {@link #check} looks at a part. */
  boolean looksAt(int i) {
    return rules[i] != null;
  }

  /**
   * Checks the body.
   *
   * @throws RefusedException if the signed text could be cut elsewhere, or be a longer one than the
   *     sender's
   */
  void checkBody(SignedRequest request) throws RefusedException {
    byte[] bytes = request.body();
    if (bytes.length > 0 && !(besideConfigured && request.configuredUrl().isPresent())) {
      if (bodyOpens && UrlText.isOf(bytes[0])) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "the body begins with what could end the part before it");
      }
      if (bodyCloses && UrlText.isOf(bytes[bytes.length - 1])) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "the body ends with what could begin the part behind it");
      }
    }
    if (readsTextOnly && !isUtf8(bytes)) {
      // What is appended to a digest's content begins with its padding, which no UTF-8 has.
      throw new RefusedException(Refusal.Reason.MALFORMED, "the body is not UTF-8");
    }
  }

  /**
   * Checks the form, of which the scheme knows one field.
   *
   * @throws RefusedException if it begins with what could end the URL before it
   */
  void checkForm(FormPairs form, SignedRequest request) throws RefusedException {
    if (firstField.isEmpty() || (besideConfigured && request.configuredUrl().isPresent())) {
      return;
    }
    List<FormPairs.Pair> sorted = form.sorted();
    FormPairs.Pair first = sorted.isEmpty() ? null : sorted.get(0);
    // Without a field all is the URL, which has no such character.
    if (first == null) {
      return;
    }
    if (!first.name().equals(firstField)
        || first.value().isEmpty()
        || UrlText.isOf(first.value().charAt(0))) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the form begins with what could end the URL before it");
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether {@link #checkBody} looks at the body. */
  boolean looksAtBody() {
    return bodyOpens || bodyCloses || readsTextOnly;
  }

  /** Whether a time must have the length that times of its unit have. */
  boolean fixesTime() {
    return fixesTime;
  }

  /** Whether the key takes a part and the one before as one, since nothing tells them apart. */
  boolean isJoined(int i) {
    return joined[i];
  }

  private Template.@Nullable Part part(int i) {
    return i < 0 || i >= rules.length ? null : template.parts().get(i);
  }

  /** Whether there is a part whose text may change. */
  private boolean touches(int i) {
    Template.Part part = part(i);
    return part != null && !isConstant(part);
  }

  private static boolean isConstant(Template.@Nullable Part part) {
    return part instanceof Template.Literal
        || (part instanceof Reference r
            && (r.is(Reference.Kind.SECRET) || r.is(Reference.Kind.WEBHOOK_ID)));
  }

  private static boolean isConfigured(Reference part, SignedRequest request) {
    return part.is(Reference.Kind.CONFIGURED_URL) && request.configuredUrl().isPresent();
  }

  /** Whether a text tells itself where it begins and ends. */
  private static boolean isFixed(Reference part) {
    return switch (part.kind()) {
      case TIME, METHOD, SHA256, SHA256_HEX, SHA256_BASE64, CRC32 -> true;
      default -> false;
    };
  }

  /** Whether somebody who has a request can give a part another text, the body aside. */
  private static boolean isFree(Reference part) {
    return UrlText.isOf(part)
        || switch (part.kind()) {
          case ID, HEADER, ELEMENT, QUERY -> true;
          default -> false;
        };
  }

  /** Whether nothing tells a part from another such part beside it. */
  private static boolean isLoose(Template.@Nullable Part part) {
    return part instanceof Reference r
        && !isConstant(r)
        && !isFixed(r)
        && !r.is(Reference.Kind.BODY)
        && !r.is(Reference.Kind.SORTED_FORM);
  }

  /** The body or the form in it, else the first URL. */
  private static int pivot(Template template) {
    int url = -1;
    for (int i = template.parts().size() - 1; i >= 0; i--) {
      if (template.parts().get(i) instanceof Reference r) {
        if (r.is(Reference.Kind.BODY) || r.is(Reference.Kind.SORTED_FORM)) {
          return i;
        }
        url = UrlText.isOf(r) ? i : url;
      }
    }
    return url;
  }
}
