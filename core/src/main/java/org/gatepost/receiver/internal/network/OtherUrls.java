package org.gatepost.receiver.internal.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.internal.PrintableText;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the URL for which a signature is right that is not for the one taken, since a proxy may
 * change it. What the request says of that is no more than a hint: anybody may have written it.
 * Immutable.
 */
public final class OtherUrls {
  /** No more are tried (inclusive bound). */
  static final int MAX_TRIED = 64;

  private static final int SHOWN = 120;
  private static final int MAX_FORWARDED = 4_096;

  /** A URL, and in which respects it differs from the one taken. */
  private record Other(Url url, List<String> differences, boolean forwarded) {}

  /** A part that another may stand for. */
  private record Part(String text, String difference, boolean forwarded) {
    Part(String text, String difference) {
      this(text, difference, false);
    }
  }

  /** What a URL is made of; the port with its colon, the query with its question mark. */
  private record Url(String scheme, String host, String port, String path, String query) {
    static @Nullable Url parse(String text) {
      int colon = text.indexOf("://");
      if (colon < 1) {
        return null;
      }
      int mark = text.indexOf('?', colon);
      int query = mark < 0 ? text.length() : mark;
      int slash = text.indexOf('/', colon + 3);
      int path = slash < 0 || slash > query ? query : slash;
      int port = Math.max(text.lastIndexOf(':', path - 1), colon + 2);
      boolean hasPort = port > colon + 2 && port > text.lastIndexOf(']', path - 1);
      int host = hasPort ? port : path;
      return new Url(
          text.substring(0, colon),
          text.substring(colon + 3, host),
          text.substring(host, path),
          text.substring(path, query),
          text.substring(query));
    }

    String origin() {
      return scheme + "://" + host + port;
    }

    @Override
    public String toString() {
      return origin() + path + query;
    }

    /** On one line, and without the values of parameters, of which one may be a secret. */
    String shown() {
      StringBuilder shown = new StringBuilder(origin()).append(path);
      boolean value = false;
      for (int i = 0; i < query.length() && shown.length() <= SHOWN; i++) {
        char c = query.charAt(i);
        if (c == '?' || c == '&') {
          // A parameter without a value may be one itself.
          int end = query.indexOf('&', i + 1);
          int equals = query.indexOf('=', i);
          value = equals < 0 || (end >= 0 && end < equals);
          shown.append(c).append(value ? "*" : "");
        } else if (!value) {
          shown.append(c).append(c == '=' ? "*" : "");
          value = c == '=';
        }
      }
      return "[" + PrintableText.of(shown.toString(), SHOWN) + "]";
    }
  }

  /** The request as if it had gone to another URL. */
  private static final class Elsewhere implements SignedRequest {
    private final SignedRequest request;
    private final @Nullable String url;
    private boolean asked;

    Elsewhere(SignedRequest request, @Nullable String url) {
      this.request = request;
      this.url = url;
    }

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String url() {
      asked = true;
      return url == null ? request.url() : url;
    }

    @Override
    public Optional<String> configuredUrl() {
      return url == null ? request.configuredUrl() : request.configuredUrl().map(any -> url);
    }

    @Override
    public List<String> headers(String name) {
      return request.headers(name);
    }

    @Override
    public Set<String> headerNames() {
      return request.headerNames();
    }

    @Override
    public byte[] body() {
      return request.body();
    }
  }

  private OtherUrls() {}

  /**
   * What may be wrong with the URL of a request whose signature covers it.
   *
   * @param verifier which found that the signature is not right
   * @return in words; empty if the URL was not looked at
   */
  public static String hint(Verifier verifier, SignedRequest request, Instant now) {
    Elsewhere asTaken = new Elsewhere(request, null);
    Verification again = verifier.verify(asTaken, now);
    Url taken = asTaken.asked && !isRight(again) ? Url.parse(request.url()) : null;
    if (taken == null) {
      return "";
    }
    String start = "the URL that was verified is " + taken.shown();
    for (Other other : others(taken, request)) {
      String url = other.url().toString();
      if (isRight(verifier.verify(new Elsewhere(request, url), now))) {
        return start + found(other, taken);
      }
    }
    return start
        + ", and neither https or http, nor another port, the forwarded host or a slash at its end makes"
        + " the signature right: set public-url to the URL that the sender has, or the secret is another";
  }

  private static String found(Other other, Url taken) {
    boolean ofPath = !other.url().path().equals(taken.path());
    String publicUrl =
        PrintableText.of(other.url().origin() + (ofPath ? other.url().path() : ""), SHOWN);
    return ", but the signature is right for "
        + other.url().shown()
        + ", with "
        + String.join(" and ", other.differences())
        + ": set public-url to ["
        + publicUrl
        + "]"
        + (other.forwarded() ? ", or trusted-proxies to the proxy's address" : "");
  }

  /** Whether a signature is right, if perhaps old. */
  public static boolean isRight(Verification verification) {
    return !(verification instanceof Refusal refusal)
        || refusal.reason() == Refusal.Reason.STALE
        || refusal.reason() == Refusal.Reason.FUTURE;
  }

  /** Those that differ in the fewest respects come first. */
  private static List<Other> others(Url taken, SignedRequest request) {
    Map<String, Other> others = new LinkedHashMap<>();
    Origin forwarded = forwarded(request);
    for (Part scheme : schemes(taken)) {
      for (Part host : hosts(taken, request, forwarded)) {
        for (Part port : ports(taken, scheme.text(), request, forwarded)) {
          for (Part path : paths(taken, request)) {
            Url url = new Url(scheme.text(), host.text(), port.text(), path.text(), taken.query());
            List<String> differences = new ArrayList<>();
            boolean untrusted = false;
            for (Part part : List.of(scheme, host, port, path)) {
              if (!part.difference().isEmpty()) {
                differences.add(part.difference());
                untrusted |= part.forwarded();
              }
            }
            Other other = new Other(url, differences, untrusted);
            others.merge(
                url.toString(),
                other,
                (one, two) -> one.differences().size() <= two.differences().size() ? one : two);
          }
        }
      }
    }
    others.remove(taken.toString());
    return others.values().stream()
        .sorted(Comparator.comparingInt(other -> other.differences().size()))
        .limit(MAX_TRIED)
        .toList();
  }

  private static List<Part> schemes(Url taken) {
    String other = taken.scheme().equalsIgnoreCase("https") ? "http" : "https";
    return List.of(
        new Part(taken.scheme(), ""), new Part(other, other + " instead of " + taken.scheme()));
  }

  private static List<Part> hosts(Url taken, SignedRequest request, Origin forwarded) {
    List<Part> hosts = new ArrayList<>();
    hosts.add(new Part(taken.host(), ""));
    Origin received = host(request);
    received.host().ifPresent(host -> hosts.add(new Part(host, "the host of Host")));
    forwarded
        .host()
        .ifPresent(host -> hosts.add(new Part(host, "the host that the proxy forwards", true)));
    return hosts;
  }

  private static List<Part> ports(
      Url taken, String scheme, SignedRequest request, Origin forwarded) {
    List<Part> ports = new ArrayList<>();
    ports.add(new Part(taken.port(), ""));
    ports.add(new Part("", "no port"));
    String own = scheme.equalsIgnoreCase("https") ? "443" : "80";
    forwarded.port().ifPresent(port -> ports.add(new Part(":" + port, "port " + port, true)));
    host(request).port().ifPresent(port -> ports.add(new Part(":" + port, "port " + port)));
    ports.add(new Part(":" + own, "port " + own));
    return ports;
  }

  private static List<Part> paths(Url taken, SignedRequest request) {
    String path = taken.path();
    List<Part> paths = new ArrayList<>();
    paths.add(new Part(path, ""));
    paths.add(
        path.endsWith("/")
            ? new Part(path.substring(0, path.length() - 1), "no slash at the end of the path")
            : new Part(path + "/", "a slash at the end of the path"));
    List<String> prefixes = request.headers("X-Forwarded-Prefix");
    if (prefixes.size() == 1
        && prefixes.get(0).startsWith("/")
        && prefixes.get(0).length() < SHOWN) {
      paths.add(new Part(prefixes.get(0) + path, "the path behind X-Forwarded-Prefix"));
    }
    return paths;
  }

  private static Origin host(SignedRequest request) {
    List<String> lines = request.headers("Host");
    return Origin.said(
        ClientAddress.UNKNOWN,
        Optional.empty(),
        lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty(),
        Optional.empty());
  }

  /** What the nearest proxy says, if one does, or whoever wrote it in its name. */
  private static Origin forwarded(SignedRequest request) {
    List<String> standard = request.headers("Forwarded");
    List<String> hosts = request.headers("X-Forwarded-Host");
    List<String> ports = request.headers("X-Forwarded-Port");
    int length = 0;
    for (List<String> lines : List.of(standard, hosts, ports)) {
      for (String line : lines) {
        length += line.length();
      }
    }
    if (length > MAX_FORWARDED) {
      return Origin.of(ClientAddress.UNKNOWN);
    }
    if (!hosts.isEmpty() || !ports.isEmpty() || standard.isEmpty()) {
      return XForwardedFields.read(List.of(), List.of(), hosts, ports)
          .nearest(ClientAddress.UNKNOWN);
    }
    List<Origin> origins = ForwardedField.read(standard);
    return origins.get(origins.size() - 1);
  }
}
