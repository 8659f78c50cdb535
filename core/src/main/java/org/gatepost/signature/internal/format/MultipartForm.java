package org.gatepost.signature.internal.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body of {@code multipart/form-data} (RFC 7578). Nobody signs the content type,
 * which names the boundary, so the body itself must begin with that. A field that another reader
 * could find elsewhere is refused. Looks at the parts where they stand, in linear time. Immutable.
 */
public final class MultipartForm {
  private static final String MEDIA_TYPE = "multipart/form-data";
  // RFC 2046, section 5.1.1.
  private static final int MAX_BOUNDARY = 70;

  private final byte[] body;
  // The line break, two hyphens and the boundary.
  private final byte[] delimiter;

  private MultipartForm(byte[] body, byte[] delimiter) {
    this.body = body;
    this.delimiter = delimiter;
  }

  /** The form in a request, or null if its body is none. */
  public static @Nullable MultipartForm of(SignedRequest request) {
    // The body first: then no header of most need be read.
    return begins(request.body()) ? of(request.headers("Content-Type"), request.body()) : null;
  }

  /** The form in a body, or null if it is none by its content type or by how it begins. */
  static @Nullable MultipartForm of(List<String> contentTypes, byte[] body) {
    String boundary =
        begins(body) && contentTypes.size() == 1 ? boundary(contentTypes.get(0)) : null;
    if (boundary == null) {
      return null;
    }
    byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    int length = delimiter.length - 2;
    boolean opens = body.length >= length + 2 && body[length] == '\r' && body[length + 1] == '\n';
    for (int i = 0; opens && i < length; i++) {
      opens = body[i] == delimiter[i + 2];
    }
    return opens ? new MultipartForm(body, delimiter) : null;
  }

  private static boolean begins(byte[] body) {
    return body.length > 2 && body[0] == '-' && body[1] == '-';
  }

  private static @Nullable String boundary(String contentType) {
    HeaderParameters parameters = HeaderParameters.parse(contentType);
    String boundary =
        parameters == null || !parameters.word().equalsIgnoreCase(MEDIA_TYPE)
            ? null
            : parameters.value("boundary");
    return boundary != null
            && !boundary.isEmpty()
            && boundary.length() <= MAX_BOUNDARY
            && !boundary.endsWith(" ")
            && boundary.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')
        ? boundary
        : null;
  }

  /**
   * The value of a field, or null if it is not there.
   *
   * @param reason why a field that is there twice is refused
   * @throws RefusedException if it is there twice, or is a file, or could be found elsewhere by
   *     another reader, or the parts cannot be told
   */
  public @Nullable String only(String name, Refusal.Reason reason) throws RefusedException {
    String found = null;
    MultipartParts parts = new MultipartParts(body, delimiter);
    while (parts.next()) {
      if (!parts.isNamed(name)) {
        continue;
      }
      if (found != null) {
        throw new RefusedException(reason, "form field " + name + " is there twice");
      }
      found = text(parts);
    }
    return found;
  }

  /**
   * The fields that are no files, in the order in which they were sent.
   *
   * @throws RefusedException if the parts cannot be told, one is not UTF-8, or there are too many
   */
  public FormPairs fields() throws RefusedException {
    List<FormPairs.Pair> fields = new ArrayList<>();
    MultipartParts parts = new MultipartParts(body, delimiter);
    while (parts.next()) {
      String name = parts.name();
      if (name != null && !parts.isFile()) {
        fields.add(new FormPairs.Pair(name, text(parts)));
      }
    }
    return FormPairs.of(fields);
  }

  private String text(MultipartParts parts) throws RefusedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body, parts.start(), parts.end() - parts.start()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.Reason.MALFORMED, "the form is not UTF-8");
    }
  }
}
