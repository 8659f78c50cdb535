package org.gatepost.signature.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a form or query (URL Standard, section 5.1), decoded strictly: what is no escape or
 * no UTF-8 is refused, since two readers could see different values. Immutable.
 */
public final class FormPairs {
  /** More pairs than this are refused (inclusive bound). */
  public static final int MAX_PAIRS = 10_000;

  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  /** Orders texts as their UTF-8 bytes, as most languages but Java do. */
  public static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** A name and its value. */
  public record Pair(String name, String value) {}

  private final List<Pair> pairs;

  private FormPairs(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /**
   * Takes a form or query apart.
   *
   * @throws RefusedException if an escape is broken, a text is not UTF-8, or there are too many
   */
  public static FormPairs parse(byte[] form) throws RefusedException {
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    while (start < form.length) {
      int end = start;
      int equals = -1;
      for (; end < form.length && form[end] != '&'; end++) {
        if (equals < 0 && form[end] == '=') {
          equals = end;
        }
      }
      if (end > start) {
        if (pairs.size() == MAX_PAIRS) {
          throw malformed("the form has more than " + MAX_PAIRS + " fields");
        }
        int nameEnd = equals < 0 ? end : equals;
        Pair pair =
            new Pair(decode(form, start, nameEnd), decode(form, Math.min(end, nameEnd + 1), end));
        // A field without name and value is none. Where no sign stands between, anybody can add it.
        if (!pair.name().isEmpty() || !pair.value().isEmpty()) {
          pairs.add(pair);
        }
      }
      start = end + 1;
    }
    return new FormPairs(List.copyOf(pairs));
  }

  public static FormPairs parse(String form) throws RefusedException {
    return parse(form.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The form in a body; without fields if there is no body.
   *
   * @throws RefusedException as {@link #parse} does, or if the body is no form, so that no
   *     signature of fields covers it
   */
  public static FormPairs inBody(SignedRequest request) throws RefusedException {
    if (request.body().length > 0 && !isForm(request)) {
      throw malformed("the body is not a form, so the signature does not cover it");
    }
    return parse(request.body());
  }

  /**
   * The members of a JSON object as fields: texts, numbers and booleans. What is null is left out.
   *
   * @throws RefusedException if the body is no JSON object, a member is an object or array, or
   *     there are too many
   */
  public static FormPairs inJson(byte[] json) throws RefusedException {
    List<Pair> pairs = new ArrayList<>();
    for (Map.Entry<String, String> member : JsonMembers.of(json, MAX_PAIRS)) {
      pairs.add(new Pair(member.getKey(), member.getValue()));
    }
    return new FormPairs(List.copyOf(pairs));
  }

  /** Whether the body is a form by its content type (URL Standard, section 5). */
  public static boolean isForm(SignedRequest request) {
    return isForm(request.headers("Content-Type"));
  }

  /** Whether a body is a form by the values of its content type. */
  public static boolean isForm(List<String> types) {
    if (types.size() != 1) {
      return false;
    }
    String type = types.get(0);
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters))
        .strip()
        .equalsIgnoreCase(MEDIA_TYPE);
  }

  /**
   * Whether the body is a form by its content type, which nobody signs, and by how it begins: what
   * begins like JSON is no form, in which these characters are escaped. So no genuine JSON can be
   * sent again as a form of which a part of it is a field.
   */
  public static boolean isBodyOf(SignedRequest request) {
    // The body first: most are JSON, and then no header need be read.
    return !beginsAsJson(request.body()) && isForm(request);
  }

  /** Whether a body begins as JSON does, and so is no form. */
  public static boolean beginsAsJson(byte[] body) {
    int i = JsonTokens.lengthOfMark(body);
    while (i < body.length
        && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r')) {
      i++;
    }
    return i < body.length && (body[i] == '{' || body[i] == '[' || body[i] == '"');
  }

  /**
   * The value of a field, or null if it is not there.
   *
   * @throws RefusedException if it is there twice
   */
  public @Nullable String only(String name) throws RefusedException {
    String found = null;
    for (Pair pair : pairs) {
      if (pair.name().equals(name)) {
        if (found != null) {
          throw new RefusedException(
              Refusal.Reason.AMBIGUOUS, "form field " + name + " is there twice");
        }
        found = pair.value();
      }
    }
    return found;
  }

  /** The values by name, both in the order in which they were sent. */
  public Map<String, List<String>> byName() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      values.computeIfAbsent(pair.name(), name -> new ArrayList<>()).add(pair.value());
    }
    values.replaceAll((name, list) -> List.copyOf(list));
    return Collections.unmodifiableMap(values);
  }

  /** Pairs that were read otherwise. */
  static FormPairs of(List<Pair> pairs) {
    return new FormPairs(List.copyOf(pairs));
  }

  /** The pairs as they were sent. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** These pairs, and others behind them. */
  public FormPairs and(FormPairs others) {
    List<Pair> all = new ArrayList<>(pairs);
    all.addAll(others.pairs);
    return new FormPairs(List.copyOf(all));
  }

  /** The pairs in the order of their bytes, names first. */
  public List<Pair> sorted() {
    return pairs.stream()
        .sorted(Comparator.comparing(Pair::name, BY_BYTES).thenComparing(Pair::value, BY_BYTES))
        .toList();
  }

  /** As {@link #sorted}, equal ones once. */
  public List<Pair> sortedOnce() {
    List<Pair> once = new ArrayList<>();
    // Equal ones stand side by side. A set of them would be slow for chosen ones that share a hash.
    for (Pair pair : sorted()) {
      if (once.isEmpty() || !pair.equals(once.get(once.size() - 1))) {
        once.add(pair);
      }
    }
    return once;
  }

  /** These pairs less those of some names. */
  public FormPairs without(Collection<String> names) {
    return new FormPairs(pairs.stream().filter(pair -> !names.contains(pair.name())).toList());
  }

  /** All pairs, sorted, each once, each name right before its value and nothing between. */
  public String glued() {
    StringBuilder glued = new StringBuilder();
    for (Pair pair : sortedOnce()) {
      glued.append(pair.name()).append(pair.value());
    }
    return glued.toString();
  }

  private static String decode(byte[] form, int start, int end) throws RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      if (form[i] == '%') {
        byte[] one =
            i + 3 <= end
                ? Encoding.HEX.decode(new String(form, i + 1, 2, StandardCharsets.ISO_8859_1))
                : null;
        if (one == null) {
          throw malformed("the form has a broken escape");
        }
        bytes.write(one[0]);
        i += 2;
      } else {
        bytes.write(form[i] == '+' ? ' ' : form[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("the form is not UTF-8");
    }
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
