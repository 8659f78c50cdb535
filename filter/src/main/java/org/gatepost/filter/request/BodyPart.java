package org.gatepost.filter.request;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@code multipart/form-data} body (RFC 7578): a view of the body, not a copy.
 * Immutable and thread-safe.
 */
final class BodyPart implements Part {
  private final byte[] body;
  private final int start;
  private final int length;
  private final Map<String, List<String>> headers;
  private final HeaderValue disposition;
  private final @Nullable String fileName;
  private final Path location;

  /**
   * A part of a body.
   *
   * @param headers by names in any case
   * @param fileName what the disposition says, or null if it is no file
   * @param location the folder that {@link #write} takes relative names from
   */
  BodyPart(
      byte[] body,
      int start,
      int length,
      Map<String, List<String>> headers,
      HeaderValue disposition,
      @Nullable String fileName,
      Path location) {
    this.body = body;
    this.start = start;
    this.length = length;
    this.headers = headers;
    this.disposition = disposition;
    this.fileName = fileName;
    this.location = location;
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(body, start, length);
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public String getName() {
    return disposition.parameters().getOrDefault("name", "");
  }

  @Override
  public @Nullable String getSubmittedFileName() {
    return fileName;
  }

  @Override
  public long getSize() {
    return length;
  }

  /**
   * Writes the part into a file, replacing one that is there.
   *
   * @param fileName relative to the servlet's {@code location}, or absolute
   * @throws IOException if it cannot be written
   */
  @Override
  public void write(String fileName) throws IOException {
    try (OutputStream out = Files.newOutputStream(location.resolve(fileName))) {
      out.write(body, start, length);
    }
  }

  /** Does nothing: a part has no storage of its own. */
  @Override
  public void delete() {}

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public Collection<String> getHeaderNames() {
    return headers.keySet();
  }

  /** The part as a parameter's value, in its own charset or else in the request's. */
  String text(Charset charset) {
    Optional<String> own =
        Optional.ofNullable(getContentType())
            .flatMap(type -> HeaderValue.parse(type).parameter("charset"));
    return new String(
        body, start, length, own.map(name -> Charsets.of(name, charset)).orElse(charset));
  }
}
