package org.gatepost.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Whole requests, as they go over the wire, made before the clock runs: while a server is measured
 * its load costs only the sending. One buffer holds them all. Not thread-safe.
 */
final class PreparedRequests {
  private final ByteBuffer arena;
  private int[] ends = new int[1024];
  private int count;
  private int taken;

  /**
   * Room for requests.
   *
   * @param capacityInBytes how much they may take
   */
  PreparedRequests(int capacityInBytes) {
    arena = ByteBuffer.allocateDirect(capacityInBytes);
  }

  /**
   * Replaces what is here by new requests.
   *
   * @param path where they go
   * @param wanted how many; fewer if there is no room
   */
  void fill(Sender sender, String path, int wanted) {
    arena.clear();
    count = 0;
    taken = 0;
    while (count < wanted) {
      Sender.Signed request = sender.next();
      byte[] head = head(path, request);
      if (arena.remaining() < head.length + request.body().length) {
        return;
      }
      arena.put(head).put(request.body());
      if (count == ends.length) {
        ends = java.util.Arrays.copyOf(ends, 2 * count);
      }
      ends[count++] = arena.position();
    }
  }

  private static byte[] head(String path, Sender.Signed request) {
    StringBuilder head = new StringBuilder(512);
    head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** How many are left. */
  int left() {
    return count - taken;
  }

  /**
   * The next one, to be written.
   *
   * @throws java.util.NoSuchElementException if none is left
   */
  ByteBuffer take() {
    if (left() == 0) {
      throw new java.util.NoSuchElementException("no request is left of " + count);
    }
    int start = taken == 0 ? 0 : ends[taken - 1];
    return arena.slice(start, ends[taken++] - start);
  }
}
