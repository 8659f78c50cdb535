package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request to a URL of one's own; a header of several lines has line breaks between them. */
record UrlRequest(String method, String url, Map<String, String> fields, String text)
    implements SignedRequest {

  UrlRequest with(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(fields);
    more.put(name, value);
    return new UrlRequest(method, url, more, text);
  }

  UrlRequest without(String name) {
    Map<String, String> less = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    less.putAll(fields);
    less.remove(name);
    return new UrlRequest(method, url, less, text);
  }

  String field(String name) {
    return headers(name).get(0);
  }

  UrlRequest withBody(String other) {
    return new UrlRequest(method, url, fields, other);
  }

  UrlRequest at(String otherMethod, String otherUrl) {
    return new UrlRequest(otherMethod, otherUrl, fields, text);
  }

  @Override
  public Optional<String> configuredUrl() {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    return fields.entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .flatMap(field -> List.of(field.getValue().split("\n", -1)).stream())
        .toList();
  }

  @Override
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
