package org.gatepost.signature;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * A request as its sender made it, ready to be sent. Immutable as long as its body is not changed.
 */
public final class OutgoingRequest implements SignedRequest {
  private final String method;
  private final String url;
  private final Map<String, String> headers;
  private final byte[] body;

  OutgoingRequest(String method, String url, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.url = url;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Optional<String> configuredUrl() {
    return Optional.empty();
  }

  /** {@return all headers, in the order added; unmodifiable} */
  public Map<String, String> headers() {
    return headers;
  }

  @Override
  public List<String> headers(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headers.keySet());
    return names;
  }

  @Override
  public byte[] body() {
    return body;
  }

  /**
   * This request with a value at a place that a sender writes, instead of what stands there.
   *
   * @throws IllegalArgumentException if the place is in a JSON body that has no room for it
   */
  OutgoingRequest with(Reference place, String value) {
    return switch (place.kind()) {
      case HEADER -> withHeader(place.name(), value);
      case QUERY -> {
        int mark = url.indexOf('?');
        String query = withPair(mark < 0 ? "" : url.substring(mark + 1), place.name(), value);
        String changed = (mark < 0 ? url : url.substring(0, mark)) + "?" + query;
        yield new OutgoingRequest(method, changed, headers, body);
      }
      case FORM -> {
        String form = withPair(new String(body, StandardCharsets.UTF_8), place.name(), value);
        OutgoingRequest changed =
            new OutgoingRequest(method, url, headers, form.getBytes(StandardCharsets.UTF_8));
        yield headers("Content-Type").isEmpty()
            ? changed.withHeader("Content-Type", FormPairs.MEDIA_TYPE)
            : changed;
      }
      case JSON ->
          new OutgoingRequest(method, url, headers, JsonText.insert(body, place.pointer(), value));
      default -> throw new IllegalArgumentException("cannot write " + place);
    };
  }

  /** This request with a header, instead of what has that name. */
  OutgoingRequest withHeader(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.keySet().removeIf(name::equalsIgnoreCase);
    changed.put(name, value);
    return new OutgoingRequest(method, url, changed, body);
  }

  private static String withPair(String pairs, String name, String value) {
    String encodedName = URLEncoder.encode(name, StandardCharsets.UTF_8);
    StringJoiner changed = new StringJoiner("&");
    for (String pair : SeparatedText.parts(pairs, '&')) {
      if (!pair.isEmpty() && !pair.equals(encodedName) && !pair.startsWith(encodedName + "=")) {
        changed.add(pair);
      }
    }
    return changed
        .add(encodedName + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
        .toString();
  }
}
