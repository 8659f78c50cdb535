package org.gatepost.signature.internal.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.internal.PrintableText;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.StructuredDictionary.Bare;
import org.gatepost.signature.internal.format.StructuredDictionary.BareType;
import org.gatepost.signature.internal.format.StructuredDictionary.InnerList;
import org.gatepost.signature.internal.format.StructuredDictionary.Item;
import org.gatepost.signature.internal.format.StructuredDictionary.Member;

/**
 * Reads a dictionary of structured fields (RFC 8941, section 4.2), stricter than that: a key that
 * is there twice is refused, since readers differ on which one counts.
 */
final class StructuredParser {
  private static final int MAX_LENGTH = 32 * 1024;
  private static final int MAX_ENTRIES = 64;
  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_DECIMAL_INTEGER_DIGITS = 12;
  private static final int MAX_FRACTION_DIGITS = 3;
  private static final char END = '\0';

  private final String header;
  private final String text;
  private int at;

  StructuredParser(String header, String text) {
    this.header = header;
    this.text = text;
  }

  Map<String, Member> parse() throws RefusedException {
    if (text.length() > MAX_LENGTH) {
      throw malformed();
    }
    Map<String, Member> members = new LinkedHashMap<>();
    skip(" ");
    while (current() != END) {
      String key = key();
      Member member =
          take('=') ? current() == '(' ? innerList() : item() : new Item(Bare.TRUE, parameters());
      putOnce(members, key, member);
      skip(" \t");
      if (current() != END) {
        expect(',');
        skip(" \t");
        require(current() != END);
      }
    }
    require(at == text.length());
    return members;
  }

  private InnerList innerList() throws RefusedException {
    List<Item> items = new ArrayList<>();
    expect('(');
    skip(" ");
    while (!take(')')) {
      items.add(item());
      require(items.size() <= MAX_ENTRIES && (current() == ' ' || current() == ')'));
      skip(" ");
    }
    return new InnerList(List.copyOf(items), parameters());
  }

  private Item item() throws RefusedException {
    Bare bare = bare();
    return new Item(bare, parameters());
  }

  private Map<String, Bare> parameters() throws RefusedException {
    Map<String, Bare> parameters = new LinkedHashMap<>();
    while (take(';')) {
      skip(" ");
      putOnce(parameters, key(), take('=') ? bare() : Bare.TRUE);
    }
    return parameters;
  }

  private <T> void putOnce(Map<String, T> map, String key, T value) throws RefusedException {
    require(map.put(key, value) == null && map.size() <= MAX_ENTRIES);
  }

  private String key() throws RefusedException {
    int start = at;
    require(isLowerCase(current()) || current() == '*');
    while (isLowerCase(current()) || isDigit(current()) || "_-.*".indexOf(current()) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private Bare bare() throws RefusedException {
    char c = current();
    if (c == '"') {
      return string();
    } else if (c == '-' || isDigit(c)) {
      return number();
    } else if (c == ':') {
      return bytes();
    } else if (c == '?') {
      return bool();
    }
    return token();
  }

  private Bare string() throws RefusedException {
    StringBuilder content = new StringBuilder();
    int start = at;
    expect('"');
    while (!take('"')) {
      if (take('\\')) {
        require(current() == '"' || current() == '\\');
      }
      require(current() >= ' ' && current() <= '~');
      content.append(current());
      at++;
    }
    return new Bare(BareType.STRING, content.toString(), text.substring(start, at));
  }

  private Bare number() throws RefusedException {
    int start = at;
    take('-');
    int digits = digits();
    if (!take('.')) {
      require(digits <= MAX_INTEGER_DIGITS);
      String number = Long.toString(Long.parseLong(text.substring(start, at)));
      return new Bare(BareType.INTEGER, number, number);
    }
    require(digits <= MAX_DECIMAL_INTEGER_DIGITS && digits() <= MAX_FRACTION_DIGITS);
    BigDecimal value = new BigDecimal(text.substring(start, at)).stripTrailingZeros();
    String number = value.setScale(Math.max(1, value.scale())).toPlainString();
    return new Bare(BareType.DECIMAL, number, number);
  }

  private int digits() throws RefusedException {
    int start = at;
    while (isDigit(current())) {
      at++;
    }
    require(at > start);
    return at - start;
  }

  private Bare bytes() throws RefusedException {
    expect(':');
    int end = text.indexOf(':', at);
    require(end >= 0);
    String base64 = text.substring(at, end);
    require(Encoding.BASE64.decode(base64) != null);
    at = end + 1;
    return new Bare(BareType.BYTES, base64, ":" + base64 + ":");
  }

  private Bare bool() throws RefusedException {
    expect('?');
    if (take('1')) {
      return Bare.TRUE;
    }
    expect('0');
    return new Bare(BareType.BOOLEAN, "?0", "?0");
  }

  private Bare token() throws RefusedException {
    int start = at;
    require(isLowerCase(current()) || isUpperCase(current()) || current() == '*');
    while (isLowerCase(current())
        || isUpperCase(current())
        || isDigit(current())
        || (current() != END && "!#$%&'*+-.^_`|~:/".indexOf(current()) >= 0)) {
      at++;
    }
    String token = text.substring(start, at);
    return new Bare(BareType.TOKEN, token, token);
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char c) {
    boolean there = current() == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char c) throws RefusedException {
    require(take(c));
  }

  private void skip(String characters) {
    while (current() != END && characters.indexOf(current()) >= 0) {
      at++;
    }
  }

  private void require(boolean met) throws RefusedException {
    if (!met) {
      throw malformed();
    }
  }

  private RefusedException malformed() {
    return new RefusedException(
        Refusal.Reason.MALFORMED,
        "header " + PrintableText.of(header) + " is not a strict dictionary of RFC 8941");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
