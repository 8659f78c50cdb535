package org.gatepost.filter.request;

import jakarta.servlet.ServletContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which charset a body is read in. */
final class Charsets {
  private Charsets() {}

  static boolean isSupported(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  /** A charset by its name, or another if there is none of that name. */
  static Charset of(String name, Charset other) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return other;
    }
  }

  /**
   * The charset that a body is read in: the declared one, else the application's default, else the
   * container's.
   */
  static Charset of(@Nullable String declared, ServletContext context, Charset container) {
    String name = declared == null ? context.getRequestCharacterEncoding() : declared;
    // As containers do: getParameter has no exception to say it with.
    return name == null ? container : of(name, StandardCharsets.ISO_8859_1);
  }
}
