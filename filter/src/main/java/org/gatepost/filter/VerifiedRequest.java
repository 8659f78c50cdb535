package org.gatepost.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request behind the gate: its body, already read and verified, is readable again as a stream,
 * as a reader and, for forms, as parameters (Servlet 6.0, sections 3.1 and 3.1.1). Not thread-safe,
 * as no request is.
 */
final class VerifiedRequest extends HttpServletRequestWrapper {
  private final byte[] body;
  private final ServletResponse response;
  private @Nullable BodyInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable Map<String, String[]> parameters;

  VerifiedRequest(HttpServletRequest request, byte[] body, ServletResponse response) {
    super(request);
    this.body = body;
    this.response = response;
  }

  @Override
  public AsyncContext startAsync() {
    // The container would go on with its own request, whose body is spent.
    return startAsync(this, response);
  }

  @Override
  public ServletInputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("getReader has been called for this request");
    }
    if (stream == null) {
      stream = new BodyInputStream(body);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws UnsupportedEncodingException {
    if (stream != null) {
      throw new IllegalStateException("getInputStream has been called for this request");
    }
    if (reader == null) {
      reader = new BufferedReader(new InputStreamReader(new BodyInputStream(body), encoding()));
    }
    return reader;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters().keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters());
  }

  private Map<String, String[]> parameters() {
    if (parameters == null) {
      // The container has only the query left to read: the body's stream is at its end.
      Map<String, String[]> query = super.getParameterMap();
      parameters = isForm() ? FormParameters.merge(query, body, formCharset()) : query;
    }
    return parameters;
  }

  private boolean isForm() {
    String type = getContentType();
    return type != null
        && type.split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("application/x-www-form-urlencoded");
  }

  private Charset formCharset() {
    try {
      return Charset.forName(encoding());
    } catch (IllegalArgumentException unknown) {
      // As containers do: getParameter has no exception to say it with.
      return StandardCharsets.ISO_8859_1;
    }
  }

  private String encoding() {
    String name = getCharacterEncoding();
    if (name == null) {
      name = getServletContext().getRequestCharacterEncoding();
    }
    // Servlet 6.0, section 3.12: without a declared encoding it is ISO-8859-1.
    return name == null ? StandardCharsets.ISO_8859_1.name() : name;
  }
}
