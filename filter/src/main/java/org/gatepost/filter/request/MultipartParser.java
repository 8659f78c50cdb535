package org.gatepost.filter.request;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@code multipart/form-data} body apart (RFC 7578; RFC 2046, section 5.1), strictly and in
 * time linear in its length: a delimiter begins with a CR, and holds no other.
 */
final class MultipartParser {
  /** More parts are refused (inclusive bound). */
  static final int MAX_PARTS = 1_000;

  /** Longer headers of a part are refused (inclusive bound). */
  static final int MAX_HEADERS_IN_BYTES = 8_192;

  private static final int MAX_BOUNDARY_IN_CHARS = 70;

  private final byte[] body;
  private final byte[] delimiter;
  private final Names names;
  private final Path location;
  private int at;

  /**
   * The body is not what its type says; the message says what is wrong, and nothing of the body.
   */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * How names of parts and of files are read.
   *
   * @param charset what they are written in
   */
  record Names(Charset charset, ContainerReading.FileNames files) {}

  private MultipartParser(byte[] body, String boundary, Names names, Path location) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.names = names;
    this.location = location;
  }

  /**
   * The parts of a body that have a name, in the order sent.
   *
   * @param contentType the request's
   * @throws MalformedException if the body is not well formed, or passes a bound
   */
  static List<BodyPart> parse(byte[] body, HeaderValue contentType, Names names, Path location)
      throws MalformedException {
    String boundary = contentType.parameter("boundary").orElse("");
    if (boundary.isEmpty()
        || boundary.length() > MAX_BOUNDARY_IN_CHARS
        || boundary.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new MalformedException("its boundary must be 1 to 70 visible ASCII characters");
    }
    return new MultipartParser(body, boundary, names, location).parts();
  }

  private List<BodyPart> parts() throws MalformedException {
    List<BodyPart> parts = new ArrayList<>();
    // The first delimiter may stand at the very beginning, without its CRLF.
    at = startsWith(delimiter, 2, 0) ? delimiter.length - 2 : endOfContent(0) + delimiter.length;
    for (int count = 0; !isLast(); count++) {
      if (count == MAX_PARTS) {
        throw new MalformedException("it has more than " + MAX_PARTS + " parts");
      }
      Map<String, List<String>> headers = headers();
      int start = at;
      int end = endOfContent(start);
      at = end + delimiter.length;
      String text = headers.getOrDefault("Content-Disposition", List.of("")).get(0);
      HeaderValue disposition = HeaderValue.parse(text);
      // As containers do: what is no named field is left out.
      if (disposition.value().equals("form-data") && disposition.parameter("name").isPresent()) {
        parts.add(
            new BodyPart(
                body, start, end - start, headers, disposition, fileName(disposition), location));
      }
    }
    return parts;
  }

  private @Nullable String fileName(HeaderValue disposition) {
    String plain = disposition.parameters().get("filename");
    String coded = disposition.parameters().get("filename*");
    String extended = coded == null ? null : ExtendedValue.decode(coded);
    return switch (names.files) {
      case PLAIN -> plain;
      case PLAIN_FIRST -> plain != null ? plain : extended;
      case EXTENDED_FIRST ->
          coded != null && extended != null && coded.contains("''") ? extended : plain;
      case LAST -> {
        String last = null;
        for (String parameter : disposition.parameters().keySet()) {
          if (parameter.equals("filename")) {
            last = plain;
          } else if (parameter.equals("filename*")) {
            last = extended != null ? extended : coded;
          }
        }
        yield last;
      }
    };
  }

  /** Whether the delimiter just passed is the last one; else passes the rest of its line, too. */
  private boolean isLast() throws MalformedException {
    if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
      return true;
    }
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
    if (at + 1 >= body.length || body[at] != '\r' || body[at + 1] != '\n') {
      throw new MalformedException("there is something behind a boundary");
    }
    at += 2;
    return false;
  }

  private Map<String, List<String>> headers() throws MalformedException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int limit = Math.min(body.length, at + MAX_HEADERS_IN_BYTES);
    while (true) {
      int end = at;
      // A line goes on where the next begins with white space (RFC 5322, section 2.2.3).
      while (end < limit && !(isLineEnd(end) && (end == at || !isFolded(end)))) {
        end++;
      }
      if (end >= limit) {
        throw new MalformedException(
            "the headers of a part must end within " + MAX_HEADERS_IN_BYTES + " bytes");
      }
      String line = new String(body, at, end - at, names.charset).replace("\r\n", "");
      at = end + 2;
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MalformedException("a header of a part has no name");
      }
      headers
          .computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
  }

  private boolean isLineEnd(int index) {
    return index + 1 < body.length && body[index] == '\r' && body[index + 1] == '\n';
  }

  private boolean isFolded(int lineEnd) {
    return lineEnd + 2 < body.length && (body[lineEnd + 2] == ' ' || body[lineEnd + 2] == '\t');
  }

  private int endOfContent(int from) throws MalformedException {
    for (int i = from; i <= body.length - delimiter.length; i++) {
      if (startsWith(delimiter, 0, i)) {
        return i;
      }
    }
    throw new MalformedException("a boundary is missing");
  }

  /** Whether what is wanted, from an index of its own on, stands at an index of the body. */
  private boolean startsWith(byte[] wanted, int from, int index) {
    int length = wanted.length - from;
    if (length > body.length - index) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (body[index + i] != wanted[from + i]) {
        return false;
      }
    }
    return true;
  }
}
