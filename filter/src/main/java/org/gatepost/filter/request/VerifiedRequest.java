package org.gatepost.filter.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * The request behind the gate: its body, already read and verified, is readable again as a stream,
 * as a reader, as the parts of a multipart body and, for these and forms, as parameters (Servlet
 * 6.0, sections 3.1 to 3.2). Not thread-safe, as no request is.
 */
public final class VerifiedRequest extends HttpServletRequestWrapper {
  private final byte[] body;
  private final Settlement settlement;
  private final MultipartConfigs multipartConfigs;
  private @Nullable BodyInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable Read parameters;
  private @Nullable MultipartBody multipart;
  private @Nullable String encoding;
  private @Nullable AsyncContext asyncContext;
  private boolean chainReturned;

  /**
   * Parameters that have been read.
   *
   * @param below what the request wrapped then, down to the container's own
   */
  private record Read(Map<String, String[]> parameters, List<ServletRequest> below) {}

  public VerifiedRequest(
      HttpServletRequest request,
      byte[] body,
      Settlement settlement,
      MultipartConfigs multipartConfigs) {
    super(request);
    this.body = body;
    this.settlement = settlement;
    this.multipartConfigs = multipartConfigs;
  }

  /** The chain behind the gate has returned: listeners of the body may be called. */
  public void chainReturned() {
    chainReturned = true;
    if (stream != null) {
      stream.servletReturned();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The delivery is made of the container's request when somebody asks for it.
   */
  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    return value == null && Delivery.ATTRIBUTE.equals(name)
        ? settlement.passage().delivery().orElse(null)
        : value;
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getAttributeNames()));
    if (settlement.passage().isGenuine()) {
      names.add(Delivery.ATTRIBUTE);
    }
    return Collections.enumeration(names);
  }

  @Override
  public AsyncContext startAsync() {
    // The container would go on with its own request, whose body is spent.
    return startAsync(this, settlement.response());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse given) {
    settlement.show();
    AsyncContext context = super.startAsync(request, given);
    settlement.awaits(context, request);
    return shown(context);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return shown(super.getAsyncContext());
  }

  private AsyncContext shown(AsyncContext context) {
    AsyncContext shown = VerifiedAsyncContext.of(context, asyncContext);
    asyncContext = shown;
    return shown;
  }

  @Override
  public ServletInputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("getReader has been called for this request");
    }
    if (stream == null) {
      stream = new BodyInputStream(body, this, chainReturned);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws UnsupportedEncodingException {
    if (stream != null) {
      throw new IllegalStateException("getInputStream has been called for this request");
    }
    if (reader == null) {
      BodyInputStream characters = new BodyInputStream(body, this, chainReturned);
      reader = new BufferedReader(new InputStreamReader(characters, readerEncoding()));
    }
    return reader;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return encoding != null ? encoding : super.getCharacterEncoding();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Kept here, too: Jetty takes none once the body is read.
   */
  @Override
  public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
    if (!Charsets.isSupported(name)) {
      throw new UnsupportedEncodingException(name);
    }
    super.setCharacterEncoding(name);
    if (reader == null && parameters == null) {
      encoding = name;
    }
  }

  /** Of Servlet 6.1, where it overrides. */
  public void setCharacterEncoding(Charset charset) {
    try {
      setCharacterEncoding(charset.name());
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
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
    return parameters();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    if (!contentType().value().equals("multipart/form-data")) {
      // Which the container refuses in its own words.
      return super.getParts();
    }
    return Collections.unmodifiableList(multipart(requireMultipartConfig()).parts());
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    return getParts().stream().filter(part -> part.getName().equals(name)).findFirst().orElse(null);
  }

  /** Of the body, and of all queries up to that of the dispatch under way (section 9.1.1). */
  private Map<String, String[]> parameters() {
    Read read = parameters;
    if (read == null || isDispatchedSince(read)) {
      Parameters all = queryParameters();
      switch (contentType().value()) {
        case "application/x-www-form-urlencoded" -> {
          if (getMethod().equals("POST")) {
            FormParameters.read(body, formCharset(), all);
          }
        }
        case "multipart/form-data" -> addParts(all);
        default -> {}
      }
      read = new Read(all.asMap(), below());
      parameters = read;
    }
    return read.parameters();
  }

  /**
   * Whether a forward, an include or an asynchronous dispatch has begun or ended since the
   * parameters were read. Tomcat and Payara put a request of their own below all that wrap theirs,
   * and take it away again; Jetty wraps this one, and adds the parameters itself.
   */
  private boolean isDispatchedSince(Read read) {
    ServletRequest request = getRequest();
    for (ServletRequest known : read.below()) {
      if (request != known) {
        return true;
      }
      request = request instanceof ServletRequestWrapper wrapper ? wrapper.getRequest() : null;
    }
    return request != null;
  }

  /** What this request wraps, down to the container's own. */
  private List<ServletRequest> below() {
    List<ServletRequest> all = new ArrayList<>(2);
    ServletRequest request = getRequest();
    all.add(request);
    while (request instanceof ServletRequestWrapper wrapper) {
      request = wrapper.getRequest();
      all.add(request);
    }
    return all;
  }

  private Parameters queryParameters() {
    try {
      // The container has only the query left to read: the body's stream is at its end.
      return new Parameters(super.getParameterMap());
    } catch (RuntimeException e) {
      if (!contentType().value().equals("multipart/form-data")) {
        throw e;
      }
      // Jetty and Payara try to read parts all the same, and stumble. Payara reads a query as it
      // reads a form, Jetty always in UTF-8.
      Charset charset =
          reading() == ContainerReading.JETTY ? StandardCharsets.UTF_8 : formCharset();
      Parameters query = new Parameters(Map.of());
      for (String text : queries()) {
        FormParameters.read(text.getBytes(charset), charset, query);
      }
      return query;
    }
  }

  /** The queries that count, the newest first; Jetty adds those of dispatches itself. */
  private Set<String> queries() {
    Set<String> queries = new LinkedHashSet<>();
    if (getAttribute(RequestDispatcher.INCLUDE_QUERY_STRING) instanceof String included) {
      queries.add(included);
    }
    if (getQueryString() != null) {
      queries.add(getQueryString());
    }
    if (getAttribute(RequestDispatcher.FORWARD_QUERY_STRING) instanceof String forwarded) {
      queries.add(forwarded);
    }
    if (getAttribute(AsyncContext.ASYNC_QUERY_STRING) instanceof String dispatched) {
      queries.add(dispatched);
    }
    return queries;
  }

  private void addParts(Parameters all) {
    MultipartConfigElement config;
    try {
      config = requireMultipartConfig();
    } catch (IllegalStateException | ServletException | IOException none) {
      // Without it a part is no parameter (Servlet 6.0, section 3.2).
      return;
    }
    try {
      multipart(config)
          .addTo(
              all,
              Charsets.of(
                  getCharacterEncoding(),
                  getServletContext(),
                  reading().partValue(getServletContext())));
    } catch (MultipartParser.MalformedException e) {
      // As in Servlet 6.1: getParameter has no other exception to say it with.
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private MultipartBody multipart(MultipartConfigElement config)
      throws MultipartParser.MalformedException {
    if (multipart == null) {
      multipart =
          MultipartBody.read(
              body,
              contentType(),
              Charsets.of(
                  getCharacterEncoding(),
                  getServletContext(),
                  reading().partName(getServletContext())),
              config,
              getServletContext());
    }
    return multipart;
  }

  /**
   * The servlet's multipart configuration; one without limits if it was given in code.
   *
   * @throws IllegalStateException if it has none, in the container's words
   */
  private MultipartConfigElement requireMultipartConfig() throws ServletException, IOException {
    Optional<MultipartConfigElement> known = multipartConfigs.of(this);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      super.getParts();
    } catch (IOException | ServletException e) {
      if (reading() == ContainerReading.JETTY) {
        // Which shows what there is, so there is none.
        throw new IllegalStateException("no multipart config for servlet", e);
      }
      // It has one, so the container tried to read the body, which is not there anymore.
    }
    return new MultipartConfigElement("");
  }

  private HeaderValue contentType() {
    String type = getContentType();
    return HeaderValue.parse(type == null ? "" : type);
  }

  private Charset formCharset() {
    return Charsets.of(
        getCharacterEncoding(), getServletContext(), reading().form(getServletContext()));
  }

  private ContainerReading reading() {
    return ContainerReading.of(getServletContext());
  }

  private String readerEncoding() {
    String name = getCharacterEncoding();
    if (name == null) {
      name = getServletContext().getRequestCharacterEncoding();
    }
    // Servlet 6.0, section 3.12: without a declared encoding it is ISO-8859-1.
    return name == null ? StandardCharsets.ISO_8859_1.name() : name;
  }
}
