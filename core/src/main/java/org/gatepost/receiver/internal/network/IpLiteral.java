package org.gatepost.receiver.internal.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads IP addresses as they are written in digits: dotted decimal without leading zeros, which
 * some read as octal, and IPv6 as in RFC 4291, section 2.2, without a zone. Never asks DNS. An
 * IPv4-mapped IPv6 address (section 2.5.5.2) becomes the IPv4 address that it is.
 */
final class IpLiteral {
  private static final int LONGEST = "0000:0000:0000:0000:0000:ffff:255.255.255.255".length();
  private static final int IPV6_BYTES = 16;

  private IpLiteral() {}

  /** The address, or nothing if the text is anything else. */
  static Optional<InetAddress> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(of(bytes));
  }

  /** The address of 4 or 16 bytes. */
  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  private static byte[] ipv4(String text) {
    byte[] bytes = new byte[4];
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      int end = i < bytes.length - 1 ? text.indexOf('.', start) : text.length();
      int value = number(text, start, end, 10, 3);
      if (value < 0 || value > 255 || (end - start > 1 && text.charAt(start) == '0')) {
        return new byte[0];
      }
      bytes[i] = (byte) value;
      start = end + 1;
    }
    return bytes;
  }

  private static byte[] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] bytes = groups(text, true);
      return bytes.length == IPV6_BYTES ? bytes : new byte[0];
    }
    String before = text.substring(0, gap);
    String after = text.substring(gap + 2);
    byte[] head = groups(before, false);
    byte[] tail = groups(after, true);
    boolean malformed =
        (head.length == 0 && !before.isEmpty()) || (tail.length == 0 && !after.isEmpty());
    // The gap stands for one group at least.
    if (malformed || head.length + tail.length > IPV6_BYTES - 2) {
      return new byte[0];
    }
    byte[] bytes = new byte[IPV6_BYTES];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  /** Groups of 16 bits, at the end perhaps an IPv4 address; nothing if one is malformed. */
  private static byte[] groups(String text, boolean atEnd) {
    List<String> parts = parts(text);
    byte[] last = atEnd ? ipv4(parts.get(parts.size() - 1)) : new byte[0];
    int hexadecimal = parts.size() - (last.length > 0 ? 1 : 0);
    byte[] bytes = new byte[2 * hexadecimal + last.length];
    for (int i = 0; i < hexadecimal; i++) {
      int value = number(parts.get(i), 0, parts.get(i).length(), 16, 4);
      if (value < 0) {
        return new byte[0];
      }
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    System.arraycopy(last, 0, bytes, 2 * hexadecimal, last.length);
    return bytes;
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(':'); end >= 0; end = text.indexOf(':', start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The number that stands from start to before end, or -1 if that is none. */
  private static int number(String text, int start, int end, int radix, int longest) {
    if (end <= start || end - start > longest) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      // Character.digit alone would take the digits of every script.
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
