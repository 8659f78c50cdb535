package org.gatepost.filter.request;

import jakarta.servlet.ServletContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
   * The charset of a form, whose escapes are bytes: the declared one, else the application's
   * default, else the container's: ISO-8859-1 (Servlet 6.0, section 3.12), but UTF-8 from Servlet
   * 6.1 on, and in Jetty, which has always taken that.
   */
  static Charset ofForm(@Nullable String declared, ServletContext context) {
    String name = declared == null ? context.getRequestCharacterEncoding() : declared;
    if (name != null) {
      // As containers do: getParameter has no exception to say it with.
      return of(name, StandardCharsets.ISO_8859_1);
    }
    boolean servlet61 =
        context.getMajorVersion() > 6
            || (context.getMajorVersion() == 6 && context.getMinorVersion() >= 1);
    return servlet61 || isJetty(context) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  static boolean isJetty(ServletContext context) {
    return String.valueOf(context.getServerInfo()).toLowerCase(Locale.ROOT).startsWith("jetty");
  }
}
