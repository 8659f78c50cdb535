package org.gatepost.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that servers and frameworks may take a path for. They drop the parameters of segments, decode
 * percents, resolve dots, join slashes and turn backslashes, in different orders and some of it
 * twice, as a framework reads again what the server has read. Each order gives a reading. Slashes
 * at the end are left to {@link UrlPattern#covers}.
 */
final class PathReadings {
  /** How often percents are decoded (inclusive bound). */
  static final int MAX_DECODINGS = 3;

  /** How many readings a path may have (inclusive bound). */
  static final int MAX_READINGS = 200;

  // Of all readings together: bounds the time that a long path takes.
  private static final int MAX_CHARACTERS = 200_000;

  private final Set<String> all = new LinkedHashSet<>();
  private int characters;

  private PathReadings() {}

  /** Whether a path has no reading but itself. */
  static boolean isPlain(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    char before = ' ';
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      switch (c) {
        case '%', ';', '\\' -> {
          return false;
        }
        case '/', '.' -> {
          if (before == '/') {
            return false;
          }
        }
        default -> {}
      }
      before = c;
    }
    return true;
  }

  /** All readings of some paths, themselves included; empty if there are too many. */
  static Optional<Collection<String>> of(Collection<String> paths) {
    PathReadings readings = new PathReadings();
    Set<String> level = new LinkedHashSet<>();
    for (String path : paths) {
      level.add(path);
      level.add(withoutAuthority(path));
    }
    for (int decodings = 0; ; decodings++) {
      Collection<String> found = readings.withoutDecoding(level);
      if (readings.areTooMany()) {
        return Optional.empty();
      }
      if (decodings == MAX_DECODINGS || found.isEmpty()) {
        return Optional.of(readings.all);
      }
      level = new LinkedHashSet<>();
      for (String reading : found) {
        if (reading.indexOf('%') >= 0) {
          level.add(decoded(reading, false));
          level.add(decoded(reading, true));
        }
      }
    }
  }

  /** A path as a server decodes it. */
  static String decoded(String path) {
    return path.indexOf('%') < 0 ? path : decoded(path, false);
  }

  private boolean areTooMany() {
    return all.size() > MAX_READINGS || characters > MAX_CHARACTERS;
  }

  /** Adds some readings, and what comes of them by everything but decoding. */
  private Collection<String> withoutDecoding(Collection<String> some) {
    List<String> added = new ArrayList<>();
    some.forEach(reading -> add(reading, added));
    for (int i = 0; i < added.size() && !areTooMany(); i++) {
      String reading = added.get(i);
      if (reading.indexOf(';') >= 0) {
        add(withoutParameters(reading), added);
      }
      if (reading.indexOf('\\') >= 0) {
        add(reading.replace('\\', '/'), added);
      }
      if (reading.contains("/.")) {
        add(resolved(reading, false), added);
      }
      if (reading.contains("//") || reading.contains("/.")) {
        add(resolved(reading, true), added);
      }
    }
    return added;
  }

  private void add(String reading, List<String> added) {
    if (all.add(reading)) {
      added.add(reading);
      characters += reading.length();
    }
  }

  /** The path of a request target in absolute form (RFC 9112, section 3.2.2). */
  private static String withoutAuthority(String path) {
    if (path.startsWith("/")) {
      return path;
    }
    int authority = path.indexOf("://");
    int slash = authority < 0 ? -1 : path.indexOf('/', authority + 3);
    return slash < 0 ? "/" + path : path.substring(slash);
  }

  /** Each segment up to its semicolon (RFC 3986, section 3.3). */
  private static String withoutParameters(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    boolean keeps = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      keeps = c == '/' || (keeps && c != ';');
      if (keeps) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /**
   * Without dot segments (RFC 3986, section 5.2.4).
   *
   * @param joins whether several slashes are one
   */
  private static String resolved(String path, boolean joins) {
    StringBuilder kept = new StringBuilder(path.length());
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      int length = end - start;
      if (length == 2 && path.startsWith("..", start)) {
        kept.setLength(Math.max(0, kept.lastIndexOf("/")));
      } else if (!(length == 1 && path.charAt(start) == '.') && !(length == 0 && joins)) {
        kept.append('/').append(path, start, end);
      }
      start = end + 1;
    }
    return kept.length() == 0 ? "/" : kept.toString();
  }

  /**
   * Decoded once, as UTF-8; what is no percent-encoding stays (RFC 3986, section 2.1).
   *
   * @param keepsSlashes whether encoded slashes and backslashes stay encoded
   */
  private static String decoded(String path, boolean keepsSlashes) {
    StringBuilder decoded = new StringBuilder(path.length());
    byte[] bytes = new byte[path.length() / 3];
    int i = 0;
    while (i < path.length()) {
      int count = 0;
      int value = byteAt(path, i);
      while (value >= 0 && !(keepsSlashes && (value == '/' || value == '\\'))) {
        bytes[count++] = (byte) value;
        i += 3;
        value = byteAt(path, i);
      }
      if (count > 0) {
        decoded.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      } else {
        decoded.append(path.charAt(i));
        i++;
      }
    }
    return decoded.toString();
  }

  /** The byte that a percent-encoding at an index stands for, or -1 if there is none. */
  private static int byteAt(String path, int at) {
    if (at + 2 >= path.length() || path.charAt(at) != '%') {
      return -1;
    }
    int high = digit(path.charAt(at + 1));
    int low = digit(path.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  private static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
