package org.gatepost.filter.request;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.gatepost.internal.Messages;

/**
 * A {@code multipart/form-data} body within the bounds that its servlet has set (Servlet 6.0,
 * sections 3.2 and 8.1.5). Nothing goes to disk but by {@code Part.write}: all of it is in memory
 * already. Immutable.
 */
record MultipartBody(List<BodyPart> parts) {

  /**
   * Reads a body.
   *
   * @param contentType the request's
   * @param charset what names and file names are written in
   * @throws MultipartParser.MalformedException if the body is not well formed
   * @throws IllegalStateException if it, or a part of it, is larger than configured (the limits are
   *     inclusive; negative ones are none)
   */
  static MultipartBody read(
      byte[] body,
      HeaderValue contentType,
      Charset charset,
      MultipartConfigElement config,
      ServletContext context)
      throws MultipartParser.MalformedException {
    requireWithin("max-request-size", config.getMaxRequestSize(), body.length);
    List<BodyPart> parts;
    try {
      parts =
          MultipartParser.parse(
              body,
              contentType,
              new MultipartParser.Names(charset, ContainerReading.of(context).fileNames),
              location(config, context));
    } catch (MultipartParser.MalformedException e) {
      throw new MultipartParser.MalformedException(
          Messages.multipartMalformed(String.valueOf(e.getMessage())));
    }
    for (BodyPart part : parts) {
      requireWithin("max-file-size", config.getMaxFileSize(), part.getSize());
    }
    return new MultipartBody(List.copyOf(parts));
  }

  /** Adds the values of the parts that are no files (Servlet 6.0, section 3.2). */
  void addTo(Parameters parameters, Charset charset) {
    for (BodyPart part : parts) {
      if (part.getSubmittedFileName() == null) {
        parameters.add(part.getName(), part.text(charset));
      }
    }
  }

  private static void requireWithin(String rule, long limitInBytes, long bytes) {
    if (limitInBytes >= 0 && bytes > limitInBytes) {
      throw new IllegalStateException(Messages.multipartTooLarge(rule, limitInBytes, bytes));
    }
  }

  private static Path location(MultipartConfigElement config, ServletContext context) {
    Object folder = context.getAttribute(ServletContext.TEMPDIR);
    Path base = folder instanceof File file ? file.toPath() : Path.of("");
    return base.resolve(config.getLocation());
  }
}
