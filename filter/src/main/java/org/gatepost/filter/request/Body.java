package org.gatepost.filter.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.gatepost.IncomingRequest;

/** Reads a request's body into memory, once and bounded. */
public final class Body {
  // A declared length is not believed before bytes have come: it costs the sender bytes to make us
  // hold bytes. Then memory is taken at once, as growing would hold the body twice.
  private static final int FIRST_STEP_IN_BYTES = 4 * 1024;
  // From here on it would cost too much to believe so little: a share of the body has to come.
  private static final int BELIEVED_IN_BYTES = 16 * 1024 * 1024;
  private static final int BELIEVED_SHARE = 8;
  // A sender that is still sending when the connection closes sees a reset, and not the answer.
  private static final int SHORT_IN_BYTES = 64 * 1024;
  private static final int DISCARDED_IN_BYTES = 4 * 1024 * 1024;

  private Body() {}

  /**
   * Reads the whole body.
   *
   * @param maxInBytes the longest body, inclusive, declared or not
   * @throws IncomingRequest.TooLargeException if the body is longer
   * @throws IncomingRequest.IncompleteException if it ends early or cannot be read
   */
  static byte[] read(HttpServletRequest request, int maxInBytes) throws IOException {
    long declared = request.getContentLengthLong();
    try (ServletInputStream in = request.getInputStream()) {
      if (declared > maxInBytes) {
        // Of a body that is far too long nothing is read at all.
        discard(in, declared <= DISCARDED_IN_BYTES ? DISCARDED_IN_BYTES : 0);
        throw new IncomingRequest.TooLargeException();
      }
      boolean readBefore = saysChunked(request) && isFinished(in);
      byte[] body = read(in, declared, maxInBytes);
      if (body.length == 0 && saysChunked(request) && (readBefore || hasParameters(request))) {
        throw new IncomingRequest.IncompleteException();
      }
      return body;
    } catch (IncomingRequest.TooLargeException | IncomingRequest.IncompleteException e) {
      throw e;
    } catch (IOException | IllegalStateException e) {
      // IllegalStateException: a filter before this one has called getReader.
      throw new IncomingRequest.IncompleteException(e);
    }
  }

  private static byte[] read(InputStream in, long declared, int maxInBytes) throws IOException {
    if (declared >= 0) {
      return readDeclared(in, (int) declared);
    }
    // One byte beyond the limit is enough to see that it is passed.
    byte[] body = in.readNBytes(maxInBytes + 1);
    if (body.length > maxInBytes) {
      discard(in, DISCARDED_IN_BYTES);
      throw new IncomingRequest.TooLargeException();
    }
    return body;
  }

  private static byte[] readDeclared(InputStream in, int declared) throws IOException {
    byte[] body = new byte[Math.min(declared, FIRST_STEP_IN_BYTES)];
    int length = in.readNBytes(body, 0, body.length);
    while (length == body.length && length < declared) {
      body = Arrays.copyOf(body, nextLength(length, declared));
      length += in.readNBytes(body, length, body.length - length);
    }
    if (length < declared) {
      throw new IncomingRequest.IncompleteException();
    }
    return body;
  }

  /** How many bytes of memory a body takes when so many have come, which have filled the last. */
  static int nextLength(int length, int declared) {
    int share = declared / BELIEVED_SHARE;
    if (declared <= BELIEVED_IN_BYTES || length >= share) {
      return declared;
    }
    return (int) Math.min(declared, Math.max(Math.min(share, BELIEVED_IN_BYTES), 2L * length));
  }

  /** Whether a body follows whose length only its end tells. */
  private static boolean saysChunked(HttpServletRequest request) {
    return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
  }

  /** Whether there are more parameters than the query has, so that the body's were taken before. */
  private static boolean hasParameters(HttpServletRequest request) {
    String query = request.getQueryString();
    long inQuery = query == null ? 0 : query.chars().filter(c -> c == '&').count() + 1;
    return request.getParameterMap().values().stream().mapToLong(all -> all.length).sum() > inQuery;
  }

  private static boolean isFinished(ServletInputStream in) {
    try {
      return in.isFinished();
    } catch (RuntimeException unsupported) {
      // The stream of a filter before this one, which has no answer.
      return false;
    }
  }

  /**
   * Reads what nobody wants, so that the answer reaches a sender that is still sending, and the
   * connection stays; of a body that is far too long nothing.
   */
  public static void discard(HttpServletRequest request) {
    discard(request, DISCARDED_IN_BYTES);
  }

  /**
   * Reads a short body away, so that its sender sees the answer rather than a closed connection.
   */
  public static void discardShort(HttpServletRequest request) {
    if (request.getContentLengthLong() >= 0) {
      discard(request, SHORT_IN_BYTES);
    }
  }

  private static void discard(HttpServletRequest request, int maxInBytes) {
    if (request.getContentLengthLong() <= maxInBytes) {
      try (InputStream in = request.getInputStream()) {
        discard(in, maxInBytes);
      } catch (IOException | IllegalStateException e) {
        // Read before, or the sender has gone: there is nothing to read.
      }
    }
  }

  private static void discard(InputStream in, int maxInBytes) {
    byte[] sink = new byte[FIRST_STEP_IN_BYTES];
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
