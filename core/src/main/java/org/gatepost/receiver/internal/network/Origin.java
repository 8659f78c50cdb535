package org.gatepost.receiver.internal.network;

import java.util.Locale;
import java.util.Optional;
import org.gatepost.IncomingRequest;

/**
 * Where a request came from, and how it was addressed, as a trusted proxy says; what it does not
 * say, or says malformed, is as the server sees it. Immutable.
 *
 * @param client who sent it
 * @param scheme {@code http} or {@code https}
 * @param host without a port
 * @param port 1 to 65535, if it was given
 */
public record Origin(
    ClientAddress client, Optional<String> scheme, Optional<String> host, Optional<String> port) {

  /** What is known of a request that no proxy says anything of. */
  public static Origin of(ClientAddress client) {
    return new Origin(client, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What a proxy says; malformed parts are dropped.
   *
   * @param authority a host, perhaps with a port, which then comes before the other
   */
  public static Origin said(
      ClientAddress client,
      Optional<String> scheme,
      Optional<String> authority,
      Optional<String> port) {
    Optional<String> host = authority;
    Optional<String> ownPort = Optional.empty();
    int colon = authority.map(a -> a.lastIndexOf(':')).orElse(-1);
    if (authority.isPresent() && colon > authority.get().lastIndexOf(']')) {
      host = Optional.of(authority.get().substring(0, colon));
      ownPort = Optional.of(authority.get().substring(colon + 1));
    }
    if (!host.map(Origin::isHost).orElse(true) || !ownPort.map(Origin::isPort).orElse(true)) {
      host = Optional.empty();
      ownPort = Optional.empty();
    }
    return new Origin(
        client,
        scheme
            .map(s -> s.toLowerCase(Locale.ROOT))
            .filter(s -> s.equals("http") || s.equals("https")),
        host,
        ownPort.or(() -> port.filter(Origin::isPort)));
  }

  /** What both say; in what they do not agree neither is believed. */
  Origin and(Origin other) {
    return new Origin(
        client.equals(other.client) ? client : ClientAddress.UNKNOWN,
        scheme.filter(s -> other.scheme.equals(scheme)),
        host.filter(h -> other.host.equals(host)),
        port.filter(p -> other.port.equals(port)));
  }

  /** Whether the client sent the request by HTTPS. */
  public boolean isSecure(IncomingRequest request) {
    return scheme.map("https"::equals).orElseGet(request::isSecure);
  }

  /** The URL that the client used, with its query, nothing decoded. */
  public String url(IncomingRequest request) {
    if (scheme.isEmpty() && host.isEmpty() && port.isEmpty()) {
      return request.url();
    }
    String by = scheme.orElseGet(request::scheme);
    String authority = host.orElseGet(request::host);
    Optional<String> at = host.isPresent() ? port : receivedPort(request).or(() -> port);
    String query = request.query();
    return by
        + "://"
        + authority
        + at.filter(p -> !isDefault(p, by)).map(p -> ":" + p).orElse("")
        + request.path()
        + (query == null ? "" : "?" + query);
  }

  /** The port in the Host header, if there is one. */
  private static Optional<String> receivedPort(IncomingRequest request) {
    return Optional.of(request.port()).filter(p -> !isDefault(p, request.scheme()));
  }

  private static boolean isDefault(String port, String scheme) {
    return port.equals(scheme.equals("https") ? "443" : "80");
  }

  private static boolean isPort(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && text.charAt(0) != '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(text) <= 65535;
  }

  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  private static boolean isHost(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]")
          && text.length() >= 4
          && text.length() <= 47
          && text.chars()
              .skip(1)
              .limit(text.length() - 2L)
              .allMatch(c -> isHexDigit(c) || c == ':' || c == '.');
    }
    return !text.isEmpty()
        && text.length() <= 255
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "._-".indexOf(c) >= 0);
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }
}
