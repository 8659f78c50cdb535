package org.gatepost.filter.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.gatepost.IncomingRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that goes on whatever is found: what is read of its body can be read again, and what is
 * behind that, with its error if there is one, comes from the container. Not thread-safe, as no
 * request is.
 */
public final class ObservedRequest extends HttpServletRequestWrapper {
  private static final int STEP_IN_BYTES = 8 * 1024;
  // The container makes parameters and parts of a whole body only.
  private static final int FORM_IN_BYTES = 4 * 1024 * 1024;

  private final HttpServletRequest original;
  private final ServletResponse response;
  private byte[] start = {};
  private int length;
  private boolean whole;
  private @Nullable ServletInputStream rest;
  private @Nullable IOException failure;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;

  public ObservedRequest(HttpServletRequest request, ServletResponse response) {
    super(request);
    this.original = request;
    this.response = response;
  }

  /**
   * Reads the body, as {@link Body#read} does, and keeps what it has read.
   *
   * @throws IncomingRequest.TooLargeException if the body is longer
   * @throws IncomingRequest.IncompleteException if it ends early or cannot be read
   */
  byte[] readBody(int maxInBytes) throws IOException {
    long declared = original.getContentLengthLong();
    if (declared > maxInBytes) {
      // Not touched at all.
      throw new IncomingRequest.TooLargeException();
    }
    ServletInputStream in;
    try {
      in = original.getInputStream();
    } catch (IllegalStateException e) {
      throw new IncomingRequest.IncompleteException(e);
    }
    rest = in;
    int held = isFormOrMultipart() ? Math.max(maxInBytes, FORM_IN_BYTES) : maxInBytes;
    boolean ended = fill(in, declared >= 0 ? (int) declared : held + 1);
    whole = failure == null && (declared >= 0 ? length == declared : ended);
    if (length > maxInBytes) {
      throw new IncomingRequest.TooLargeException();
    }
    if (!whole) {
      throw new IncomingRequest.IncompleteException();
    }
    return body();
  }

  /** Reads so many bytes, or until the end or an error; true if it came to the end. */
  private boolean fill(ServletInputStream in, int limit) {
    try {
      while (length < limit) {
        if (length == start.length) {
          start = Arrays.copyOf(start, (int) Math.min(limit, 2L * length + STEP_IN_BYTES));
        }
        int read = in.read(start, length, start.length - length);
        if (read < 0) {
          return true;
        }
        length += read;
      }
    } catch (IOException e) {
      failure = e;
    }
    return false;
  }

  private byte[] body() {
    if (length < start.length) {
      start = Arrays.copyOf(start, length);
    }
    return start;
  }

  /** {@return the request as the application is to see it} */
  public HttpServletRequest onward(Settlement settlement, MultipartConfigs multipartConfigs) {
    if (whole) {
      // Not verified perhaps, but readable in the same ways.
      return new VerifiedRequest(original, body(), settlement, multipartConfigs);
    }
    return rest == null ? original : this;
  }

  private boolean isFormOrMultipart() {
    String type = original.getContentType();
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/");
  }

  @Override
  public AsyncContext startAsync() {
    // The container would go on with its own request, of whose body the beginning is missing.
    return startAsync(this, response);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (reader != null) {
      throw new IllegalStateException("getReader has been called for this request");
    }
    return stream();
  }

  private ServletInputStream stream() throws IOException {
    if (stream == null) {
      ServletInputStream behind = rest == null ? original.getInputStream() : rest;
      stream = new ResumedInputStream(start, length, behind, failure);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (stream != null) {
        throw new IllegalStateException("getInputStream has been called for this request");
      }
      String name = getCharacterEncoding();
      if (name == null) {
        name = getServletContext().getRequestCharacterEncoding();
      }
      // Servlet 6.0, section 3.12: without a declared encoding it is ISO-8859-1.
      reader =
          new BufferedReader(
              new InputStreamReader(
                  stream(), name == null ? StandardCharsets.ISO_8859_1.name() : name));
    }
    return reader;
  }
}
