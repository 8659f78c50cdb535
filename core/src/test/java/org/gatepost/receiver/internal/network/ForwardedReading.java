package org.gatepost.receiver.internal.network;

import java.util.List;

/** Reads what proxies say, for tests of what that takes. */
public final class ForwardedReading {
  private ForwardedReading() {}

  /** The header {@code Forwarded}. */
  public static void forwarded(String line) {
    ForwardedField.read(List.of(line));
  }

  /** The headers {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
  public static void xForwarded(String line) {
    List<String> lines = List.of(line);
    List<Origin> unused = XForwardedFields.read(lines, lines, lines, lines).origins();
  }
}
