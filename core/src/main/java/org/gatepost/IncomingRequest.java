package org.gatepost;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as a server has received it: nothing of it is verified. What the server itself knows
 * stands here, not what a proxy says. Used by one thread at a time.
 */
public interface IncomingRequest {

  /** The body is longer than allowed. */
  final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Thrown by {@link #body}. */
    public TooLargeException() {}
  }

  /** The body ended before its declared length, cannot be read, or was read before. */
  final class IncompleteException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Thrown by {@link #body}. */
    public IncompleteException() {}

    /**
     * Thrown by {@link #body}.
     *
     * @param cause why it cannot be read
     */
    public IncompleteException(Throwable cause) {
      super(cause);
    }
  }

  /** {@return the method, as it stands on the wire} */
  String method();

  /** {@return the path, as it stands on the wire, nothing decoded} */
  String path();

  /** {@return what stands behind the question mark, as it stands on the wire, or null} */
  @Nullable String query();

  /** {@return whether the connection to this server is encrypted} */
  boolean isSecure();

  /** {@return the address of the peer, or null if it is not known} */
  @Nullable String remoteAddress();

  /**
   * The values of a header in the order received, as they stand on the wire less surrounding white
   * space.
   *
   * @param name the header's name, in any case
   * @return one element for each field line, none if the header is absent
   */
  List<String> headers(String name);

  /** {@return the names of the headers, each once, whatever its case} */
  Set<String> headerNames();

  /**
   * Reads the whole body. Called at most once.
   *
   * @param maxInBytes the longest body, inclusive
   * @return the body, byte for byte as received; not to be changed
   * @throws TooLargeException if it is longer
   * @throws IncompleteException if it is incomplete, or cannot be read
   * @throws IOException if the connection fails otherwise
   */
  byte[] body(int maxInBytes) throws IOException;

  /** {@return {@code http} or {@code https}} */
  default String scheme() {
    return isSecure() ? "https" : "http";
  }

  /** {@return the host and port that the client asked for, as {@code Host} has them; else empty} */
  default String authority() {
    List<String> hosts = headers("Host");
    return hosts.size() == 1 ? hosts.get(0) : "";
  }

  /** {@return the host of {@link #authority}, an IPv6 address in brackets} */
  default String host() {
    String authority = authority();
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  /** {@return the port of {@link #authority}, else that of the scheme} */
  default String port() {
    String authority = authority();
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']')
        ? authority.substring(colon + 1)
        : "https".equalsIgnoreCase(scheme()) ? "443" : "80";
  }

  /** {@return the absolute URL as this server sees it, with the query, nothing decoded} */
  default String url() {
    String query = query();
    return scheme() + "://" + authority() + path() + (query == null ? "" : "?" + query);
  }
}
