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
  // A sender that is still sending when the connection closes sees a reset, and not the answer.
  private static final int DISCARDED_IN_BYTES = 4 * 1024 * 1024;

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
    try (InputStream in = request.getInputStream()) {
      if (declared > maxInBytes) {
        // Of a body that is far too long nothing is read at all.
        discard(in, declared <= DISCARDED_IN_BYTES ? DISCARDED_IN_BYTES : 0);
        throw new TooLargeException();
      }
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
      discard(in, DISCARDED_IN_BYTES);
      throw new TooLargeException();
    }
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }

  /**
   * Reads what nobody wants, so that the answer reaches a sender that is still sending, and the
   * connection stays; of a body that is far too long nothing.
   */
  static void discard(HttpServletRequest request) {
    if (request.getContentLengthLong() <= DISCARDED_IN_BYTES) {
      try (InputStream in = request.getInputStream()) {
        discard(in, DISCARDED_IN_BYTES);
      } catch (IOException | IllegalStateException e) {
        // Read before, or the sender has gone: there is nothing to read.
      }
    }
  }

  private static void discard(InputStream in, int maxInBytes) {
    byte[] sink = new byte[UNDECLARED_IN_BYTES];
    int left = maxInBytes;
    try {
      while (left > 0) {
        int read = in.read(sink, 0, Math.min(left, sink.length));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // The sender has gone, and the answer with it.
    }
  }
}
