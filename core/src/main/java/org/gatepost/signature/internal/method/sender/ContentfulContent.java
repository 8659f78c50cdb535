package org.gatepost.signature.internal.method.sender;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.FieldName;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;

/**
 * What Contentful signs ("Request verification", and {@code @contentful/node-apps-toolkit}): the
 * method, the path, the headers that the request itself names, and the body, a line each. Time and
 * list are always among the headers.
 */
final class ContentfulContent implements CodedContent {
  private static final String LIST = "x-contentful-signed-headers";
  private static final String TIME = "x-contentful-timestamp";
  private static final int MAX_HEADERS = 100;
  // What JavaScript's encodeURIComponent and encodeURI leave alone besides letters and digits.
  private static final String COMPONENT = "-_.!~*'()";
  private static final String HEX_DIGITS = "0123456789ABCDEF";
  private static final String WHOLE = COMPONENT + ";,/?:@&=+$#";

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String head =
        values.request().method() + "\n" + path(values) + "\n" + headers(values, time) + "\n";
    content.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    content.writeBytes(values.request().body());
    return List.of(content.toByteArray());
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public boolean signsPath() {
    return true;
  }

  @Override
  public OutgoingRequest prepared(OutgoingRequest request) {
    return request.headers(LIST).isEmpty() ? header(LIST).put(request, LIST + "," + TIME) : request;
  }

  private static String headers(Places values, String time) throws RefusedException {
    String list = values.required(header(LIST)).toLowerCase(Locale.ROOT);
    TreeSet<String> names = new TreeSet<>();
    for (String name : SeparatedText.parts(list, ',', MAX_HEADERS + 1)) {
      if (names.size() == MAX_HEADERS || !FieldName.isLowerCase(name.strip())) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED,
            LIST + " is not a list of at most " + MAX_HEADERS + " header names");
      }
      names.add(name.strip());
    }
    names.addAll(Arrays.asList(LIST, TIME));
    StringJoiner lines = new StringJoiner(";");
    for (String name : names) {
      String value = name.equals(TIME) ? time : value(name, names, values);
      requireWhole(value, names);
      lines.add(name + ":" + value);
    }
    return lines.toString();
  }

  /** Refuses a value that reads as one and further headers: it could be cut in two ways. */
  private static void requireWhole(String value, Set<String> names) throws RefusedException {
    int semicolon = value.indexOf(';');
    while (semicolon >= 0) {
      int next = value.indexOf(';', semicolon + 1);
      int colon = value.indexOf(':', semicolon + 1);
      if (colon >= 0
          && (next < 0 || colon < next)
          && names.contains(value.substring(semicolon + 1, colon))) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "a signed header has what reads as another signed header");
      }
      semicolon = next;
    }
  }

  private static String value(String name, Set<String> names, Places values)
      throws RefusedException {
    return name.equals(LIST) ? String.join(",", names) : values.required(header(name));
  }

  private static Reference header(String name) {
    return Reference.of(Reference.Kind.HEADER, name);
  }

  private static String path(Places values) {
    String text = values.path();
    int mark = text.indexOf('?');
    if (mark < 0 || mark == text.length() - 1) {
      return escape(mark < 0 ? text : text.substring(0, mark), WHOLE);
    }
    // The toolkit escapes the query as one component, and then all again.
    String query = escape(text.substring(mark + 1), COMPONENT);
    return escape(text.substring(0, mark) + "?" + query, WHOLE);
  }

  private static String escape(String text, String unescaped) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= '0' && c <= '9')
          || (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || unescaped.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX_DIGITS.charAt(c >> 4)).append(HEX_DIGITS.charAt(c & 0xF));
      }
    }
    return escaped.toString();
  }
}
