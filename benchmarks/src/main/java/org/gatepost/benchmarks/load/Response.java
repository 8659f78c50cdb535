package org.gatepost.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP/1.1 response (RFC 9112), as far as a load generator has to know it.
 *
 * @param status its status
 * @param length how many bytes it took, head and body
 * @param closes whether the server closes the connection after it
 */
record Response(int status, int length, boolean closes) {

  /**
   * Reads a response from the start of what has come.
   *
   * @param received from 0 to its position; not changed
   * @return null if there is more to come
   * @throws IllegalArgumentException if this is no response whose end can be told
   */
  static @Nullable Response read(ByteBuffer received) {
    int head = headLength(received);
    if (head < 0) {
      return null;
    }
    byte[] bytes = new byte[head];
    received.get(0, bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (!text.startsWith("http/1.") || text.length() < 12) {
      throw new IllegalArgumentException("no HTTP/1.1 response");
    }
    int status = Integer.parseInt(text.substring(9, 12));
    boolean closes = "close".equals(field(text, "connection"));
    String declared = field(text, "content-length");
    int end;
    if (declared != null) {
      end = head + Integer.parseInt(declared);
    } else if ("chunked".equals(field(text, "transfer-encoding"))) {
      end = chunksEnd(received, head);
    } else if (status == 204 || status == 304) {
      end = head;
    } else {
      throw new IllegalArgumentException("a response without a length, status " + status);
    }
    return end < 0 || received.position() < end ? null : new Response(status, end, closes);
  }

  /** The length of the head with its empty line, or -1. */
  private static int headLength(ByteBuffer received) {
    for (int i = 3; i < received.position(); i++) {
      if (received.get(i) == '\n' && received.get(i - 1) == '\r' && received.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static @Nullable String field(String head, String name) {
    int at = head.indexOf("\r\n" + name + ":");
    if (at < 0) {
      return null;
    }
    int start = at + 3 + name.length();
    return head.substring(start, head.indexOf("\r\n", start)).strip();
  }

  /** Where a chunked body without trailer fields ends, or -1 if that has not come yet. */
  private static int chunksEnd(ByteBuffer received, int start) {
    int at = start;
    while (true) {
      int size = 0;
      int digits = 0;
      while (at < received.position() && Character.digit(received.get(at), 16) >= 0) {
        size = size * 16 + Character.digit(received.get(at), 16);
        digits++;
        at++;
      }
      if (at + 2 > received.position()) {
        return -1;
      }
      if (digits == 0 || digits > 6 || received.get(at) != '\r') {
        throw new IllegalArgumentException("a chunk without a size");
      }
      at += 2 + size + 2;
      if (at > received.position()) {
        return -1;
      }
      if (size == 0) {
        return at;
      }
    }
  }
}
