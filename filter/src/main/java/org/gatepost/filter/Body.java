package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a request's body into memory, once and bounded. */
final class Body {
  // A declared length is believed only step by step: it costs the sender bytes to make us hold
  // bytes.
  private static final int FIRST_STEP_IN_BYTES = 64 * 1024;
  private static final int UNDECLARED_IN_BYTES = 8 * 1024;

  private Body() {}

  /** The body is longer than allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The body ended before its declared length, or was read before. */
  static final class IncompleteException extends IOException {
    private static final long serialVersionUID = 1L;

    IncompleteException(Throwable cause) {
      super(cause);
    }

    IncompleteException() {}
  }

  /**
   * Reads the whole body.
   *
   * @param maxInBytes the longest body, inclusive, declared or not
   * @throws TooLargeException if the body is longer
   * @throws IncompleteException if it ends early or cannot be read
   */
  static byte[] read(HttpServletRequest request, int maxInBytes) throws IOException {
    long declared = request.getContentLengthLong();
    if (declared > maxInBytes) {
      throw new TooLargeException();
    }
    try (InputStream in = request.getInputStream()) {
      byte[] body = read(in, declared, maxInBytes);
      if (body.length < declared) {
        throw new IncompleteException();
      }
      return body;
    } catch (TooLargeException | IncompleteException e) {
      throw e;
    } catch (IOException | IllegalStateException e) {
      // IllegalStateException: a filter before this one has called getReader.
      throw new IncompleteException(e);
    }
  }

  private static byte[] read(InputStream in, long declared, int maxInBytes) throws IOException {
    // One byte beyond the limit is enough to see that it is passed.
    int limit = declared >= 0 ? (int) declared : maxInBytes + 1;
    byte[] buffer =
        new byte[Math.min(limit, declared >= 0 ? FIRST_STEP_IN_BYTES : UNDECLARED_IN_BYTES)];
    int length = 0;
    while (length < limit) {
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, (int) Math.min(limit, 2L * length));
      }
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    if (length > maxInBytes) {
      throw new TooLargeException();
    }
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }
}
