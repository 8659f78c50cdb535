package org.gatepost.filter.request;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.gatepost.internal.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The multipart configurations of an application's servlets, as far as an application may know
 * them: the container keeps them, and has no word for giving them out. Thread-safe; {@code web.xml}
 * is read once, when first needed.
 */
public final class MultipartConfigs {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final String JETTY_ATTRIBUTE = "org.eclipse.jetty.multipartConfig";

  private volatile @Nullable Map<String, MultipartConfigElement> webXml;

  /**
   * The configuration of the servlet that a request is for: of Jetty, of {@code web.xml}, or of the
   * annotation; empty if there is none, or it was given in code.
   */
  Optional<MultipartConfigElement> of(HttpServletRequest request) {
    if (request.getAttribute(JETTY_ATTRIBUTE) instanceof MultipartConfigElement jettys) {
      return Optional.of(jettys);
    }
    String servlet = request.getHttpServletMapping().getServletName();
    ServletContext context = request.getServletContext();
    MultipartConfigElement declared = webXml(context).get(servlet);
    return declared != null ? Optional.of(declared) : annotated(servlet, context);
  }

  private Map<String, MultipartConfigElement> webXml(ServletContext context) {
    Map<String, MultipartConfigElement> read = webXml;
    if (read == null) {
      read = readWebXml(context);
      webXml = read;
    }
    return read;
  }

  private static Map<String, MultipartConfigElement> readWebXml(ServletContext context) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return in == null ? Map.of() : WebXml.multipartConfigs(in);
    } catch (IOException | XMLStreamException e) {
      LOG.log(System.Logger.Level.WARNING, Messages.webXmlUnreadable(e));
      return Map.of();
    }
  }

  private static Optional<MultipartConfigElement> annotated(
      String servlet, ServletContext context) {
    ServletRegistration registration = context.getServletRegistration(servlet);
    if (registration == null || registration.getClassName() == null) {
      return Optional.empty();
    }
    // The application's, which is the context's except in a server that has none of its own.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Optional.ofNullable(
              Class.forName(registration.getClassName(), false, loader)
                  .getAnnotation(MultipartConfig.class))
          .map(MultipartConfigElement::new);
    } catch (ClassNotFoundException | LinkageError e) {
      // A servlet of the container's own, such as that of JSPs.
      return Optional.empty();
    }
  }
}
