package org.gatepost.signature.internal.format;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepost.signature.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A Dictionary of Structured Field Values (RFC 8941, section 3.2), each part with its strict
 * serialization, which is what RFC 9421 signs. Immutable.
 */
public record StructuredDictionary(Map<String, Member> members) {

  /** The types of bare items; those of RFC 9651 that RFC 8941 lacks are not read. */
  public enum BareType {
    INTEGER,
    DECIMAL,
    STRING,
    TOKEN,
    BYTES,
    BOOLEAN
  }

  /**
   * An item less its parameters.
   *
   * @param content a string unescaped, bytes in base64, others as in {@code text}
   * @param text the serialization
   */
  public record Bare(BareType type, String content, String text) {
    public static final Bare TRUE = new Bare(BareType.BOOLEAN, "?1", "?1");

    /** The content if it is of the type, else null. */
    public @Nullable String as(BareType wanted) {
      return type == wanted ? content : null;
    }
  }

  /** What stands at a key. */
  public sealed interface Member {
    Map<String, Bare> parameters();

    /** The serialization, with parameters. */
    String text();

    /** The bytes that this stands for, or null if it is no byte sequence. */
    default byte @Nullable [] bytes() {
      String base64 = this instanceof Item item ? item.bare().as(BareType.BYTES) : null;
      return base64 == null ? null : Encoding.BASE64.decode(base64);
    }
  }

  /** A bare item with parameters. */
  public record Item(Bare bare, Map<String, Bare> parameters) implements Member {
    @Override
    public String text() {
      return bare.text() + serialized(parameters);
    }
  }

  /** Items between parentheses, with parameters of the whole. */
  public record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {
    @Override
    public String text() {
      return items.stream().map(Item::text).collect(Collectors.joining(" ", "(", ")"))
          + serialized(parameters);
    }
  }

  private static String serialized(Map<String, Bare> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (key, value) -> {
          text.append(';').append(key);
          if (!value.equals(Bare.TRUE)) {
            text.append('=').append(value.text());
          }
        });
    return text.toString();
  }

  /**
   * Reads all lines of a header; if it is absent, the dictionary is empty.
   *
   * @throws RefusedException if it is there and no dictionary, or larger than anybody needs
   */
  public static StructuredDictionary of(SignedRequest request, String header)
      throws RefusedException {
    String text = String.join(", ", request.headers(header));
    return new StructuredDictionary(new StructuredParser(header, text).parse());
  }
}
