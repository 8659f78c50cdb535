package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A request as a container hands it on: header fields in order, names in any case. Immutable. */
public final class TestRequest implements SignedRequest {
  private final byte[] body;
  private final List<Map.Entry<String, String>> fields;
  private final String url;
  private final String method;

  private TestRequest(
      byte[] body, List<Map.Entry<String, String>> fields, String url, String method) {
    this.body = body;
    this.fields = fields;
    this.url = url;
    this.method = method;
  }

  public static TestRequest of(byte[] body, Map<String, String> headers) {
    return new TestRequest(
        body, List.copyOf(headers.entrySet()), "https://example.com/webhooks?source=test", "POST");
  }

  public static TestRequest of(String body, Map<String, String> headers) {
    return of(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static TestRequest of(OutgoingRequest request) {
    return of(request.body(), request.headers()).withUrl(request.url()).by(request.method());
  }

  /** This request with all names of headers in upper case. */
  TestRequest shouted() {
    return new TestRequest(
        body,
        fields.stream()
            .map(f -> Map.entry(f.getKey().toUpperCase(Locale.ROOT), f.getValue()))
            .toList(),
        url,
        method);
  }

  /** The names of all headers. */
  List<String> names() {
    return fields.stream().map(Map.Entry::getKey).toList();
  }

  TestRequest withBody(byte[] other) {
    return new TestRequest(other, fields, url, method);
  }

  TestRequest withUrl(String other) {
    return new TestRequest(body, fields, other, method);
  }

  /** This request by another method. */
  TestRequest by(String other) {
    return new TestRequest(body, fields, url, other);
  }

  /** This request as a preset's sender signs it. */
  TestRequest signed(String preset, Secret secret, Instant time) {
    Signer signer = Scheme.preset(preset).signer(secret);
    return of(signer.request(method, url, body, time, asMap()));
  }

  /** This request with its header fields called otherwise. */
  TestRequest withNames(UnaryOperator<String> change) {
    return new TestRequest(
        body,
        fields.stream().map(f -> Map.entry(change.apply(f.getKey()), f.getValue())).toList(),
        url,
        method);
  }

  /** This request with one more field line, whatever there is already. */
  TestRequest adding(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(fields);
    more.add(Map.entry(name, value));
    return new TestRequest(body, more, url, method);
  }

  TestRequest without(String name) {
    return new TestRequest(
        body,
        fields.stream().filter(f -> !f.getKey().equalsIgnoreCase(name)).toList(),
        url,
        method);
  }

  TestRequest with(String name, String value) {
    return without(name).adding(name, value);
  }

  private Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    fields.forEach(field -> map.put(field.getKey(), field.getValue()));
    return map;
  }

  String header(String name) {
    return headers(name).get(0);
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

  @Override
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase(name)) {
        values.add(field.getValue());
      }
    }
    return values;
  }

  @Override
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(names());
    return names;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return method + " " + url + " " + fields + " " + new String(body, StandardCharsets.ISO_8859_1);
  }
}
