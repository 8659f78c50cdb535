package org.gatepost.filter.request;

import jakarta.servlet.ServletContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a container reads a body where the specification leaves that open, or where the container
 * does otherwise: the request behind the filter reads as the container does. It follows from the
 * container's own name (Servlet 6.0, {@code ServletContext#getServerInfo}) and never from what
 * came. {@code server-tests}, {@code Bodies}, compares each row with its container.
 */
enum ContainerReading {
  /** 12.1.5 ee10 and ee11: all in UTF-8, as ever. */
  JETTY("jetty", StandardCharsets.UTF_8, StandardCharsets.UTF_8, null, FileNames.EXTENDED_FIRST),
  /** 7.0.15 and 8.0.0, the latter though it is of Servlet 6.1: forms as before, names in UTF-8. */
  GLASSFISH(
      "eclipse glassfish",
      StandardCharsets.ISO_8859_1,
      StandardCharsets.UTF_8,
      null,
      FileNames.PLAIN),
  /** Micro 6.2025.10 and 7.2025.1, which read as GlassFish does. */
  PAYARA("payara", StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, null, FileNames.PLAIN),
  /** Open Liberty 25.0.0.11: parts in UTF-8, forms not. */
  LIBERTY(
      "ibm websphere",
      StandardCharsets.ISO_8859_1,
      StandardCharsets.UTF_8,
      StandardCharsets.UTF_8,
      FileNames.LAST),
  /** 39.0.1. */
  WILDFLY("wildfly", null, null, null, FileNames.PLAIN_FIRST),
  /** 10.1.59 and 11.0.13. */
  TOMCAT("apache tomcat", null, null, null, FileNames.LAST),
  /** As the specification says. */
  OTHER("", null, null, null, FileNames.PLAIN);

  /** What a part's file name is taken from. */
  enum FileNames {
    /** {@code filename} alone (RFC 7578, section 4.2). */
    PLAIN,
    /** {@code filename}, else {@code filename*} (RFC 8187). */
    PLAIN_FIRST,
    /** {@code filename*} that names no language, else {@code filename}. */
    EXTENDED_FIRST,
    /** Whichever of the two comes last; {@code filename*} as it is if it cannot be read. */
    LAST
  }

  private final String prefix;
  private final @Nullable Charset form;
  private final @Nullable Charset partName;
  private final @Nullable Charset partValue;
  final FileNames fileNames;

  /**
   * A row.
   *
   * @param prefix what the container's name begins with, in lower case
   * @param form the charset of forms where nobody names one; null for what the specification says
   * @param partName that of the names of parts; null for that of forms
   * @param partValue that of the parts that are parameters; null for that of forms
   */
  ContainerReading(
      String prefix,
      @Nullable Charset form,
      @Nullable Charset partName,
      @Nullable Charset partValue,
      FileNames fileNames) {
    this.prefix = prefix;
    this.form = form;
    this.partName = partName;
    this.partValue = partValue;
    this.fileNames = fileNames;
  }

  static ContainerReading of(ServletContext context) {
    String name = String.valueOf(context.getServerInfo()).toLowerCase(Locale.ROOT);
    for (ContainerReading each : values()) {
      if (name.startsWith(each.prefix)) {
        return each;
      }
    }
    return OTHER;
  }

  /** The charset of forms where neither request nor application names one. */
  Charset form(ServletContext context) {
    if (form != null) {
      return form;
    }
    // Servlet 6.0, section 3.12, and 6.1.
    boolean servlet61 =
        context.getMajorVersion() > 6
            || (context.getMajorVersion() == 6 && context.getMinorVersion() >= 1);
    return servlet61 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** Likewise that of the names of parts. */
  Charset partName(ServletContext context) {
    return partName != null ? partName : form(context);
  }

  /** Likewise that of parts as parameters. */
  Charset partValue(ServletContext context) {
    return partValue != null ? partValue : form(context);
  }
}
