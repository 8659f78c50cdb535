package org.gatepost.receiver.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code Forwarded} header field (RFC 7239, section 4), as strictly as the grammar is.
 * Not thread-safe.
 */
final class ForwardedField {
  private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  private ForwardedField(String text) {
    this.text = text;
  }

  /**
   * What each proxy says, the nearest last.
   *
   * @param lines in the order received. A malformed one counts as one proxy that says nothing: what
   *     a client sends cannot damage the line that a proxy puts behind it
   */
  static List<Origin> read(List<String> lines) {
    List<Origin> origins = new ArrayList<>();
    for (String line : lines) {
      try {
        origins.addAll(new ForwardedField(line).elements());
      } catch (MalformedException e) {
        origins.add(Origin.of(ClientAddress.UNKNOWN));
      }
    }
    return origins;
  }

  /** A node's address (section 6); unknown if it is obfuscated, or no node. */
  static ClientAddress node(String node) {
    int end = node.startsWith("[") ? node.indexOf(']') + 1 : node.indexOf(':');
    String name = end <= 0 ? node : node.substring(0, end);
    if (!isPort(node.substring(name.length()))) {
      return ClientAddress.UNKNOWN;
    }
    boolean bracketed = name.startsWith("[") && name.endsWith("]");
    String literal = bracketed ? name.substring(1, name.length() - 1) : name;
    // Brackets hold IPv6 addresses, which stand nowhere else.
    return bracketed == (literal.indexOf(':') >= 0)
        ? new ClientAddress(IpLiteral.parse(literal))
        : ClientAddress.UNKNOWN;
  }

  /** Nothing, or a colon and a port or what stands for one (section 6.3). */
  private static boolean isPort(String text) {
    if (text.isEmpty()) {
      return true;
    }
    boolean obfuscated = text.startsWith(":_");
    int start = obfuscated ? 2 : 1;
    return text.charAt(0) == ':'
        && text.length() > start
        && (obfuscated || text.length() <= 6)
        && text.chars()
            .skip(start)
            .allMatch(c -> isDigit(c) || (obfuscated && (isLetter(c) || "._-".indexOf(c) >= 0)));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private List<Origin> elements() throws MalformedException {
    List<Origin> elements = new ArrayList<>();
    do {
      elements.add(element());
    } while (skip(','));
    if (at < text.length()) {
      throw new MalformedException();
    }
    return elements;
  }

  private Origin element() throws MalformedException {
    Map<String, String> pairs = new HashMap<>();
    do {
      skipSpace();
      if (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
        pair(pairs);
      }
      skipSpace();
    } while (skip(';'));
    return Origin.said(
        Optional.ofNullable(pairs.get("for"))
            .map(ForwardedField::node)
            .orElse(ClientAddress.UNKNOWN),
        Optional.ofNullable(pairs.get("proto")),
        Optional.ofNullable(pairs.get("host")),
        Optional.empty());
  }

  private void pair(Map<String, String> pairs) throws MalformedException {
    String name = token().toLowerCase(Locale.ROOT);
    if (!skip('=')) {
      throw new MalformedException();
    }
    String value = skip('"') ? quoted() : token();
    if (pairs.put(name, value) != null) {
      // Section 4: no parameter occurs twice in one element.
      throw new MalformedException();
    }
  }

  private String token() throws MalformedException {
    int start = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new MalformedException();
    }
    return text.substring(start, at);
  }

  /** The rest of a quoted-string (RFC 9110, section 5.6.4), behind its first quotation mark. */
  private String quoted() throws MalformedException {
    StringBuilder value = new StringBuilder();
    while (!skip('"')) {
      skip('\\');
      if (at == text.length()) {
        throw new MalformedException();
      }
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private static boolean isTokenCharacter(char c) {
    return isDigit(c) || isLetter(c) || TOKEN_SPECIALS.indexOf(c) >= 0;
  }

  /** The field is not as the grammar says. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException() {
      // Everybody may send one: it costs no stack trace.
      super(null, null, false, false);
    }
  }
}
