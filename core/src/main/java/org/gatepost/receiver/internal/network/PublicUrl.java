package org.gatepost.receiver.internal.network;

import java.net.URI;
import java.net.URISyntaxException;
import org.gatepost.IncomingRequest;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;

/**
 * The URL by which a sender knows the application, where a proxy shows another one.
 *
 * @param text as configured
 */
public record PublicUrl(String text) {

  /**
   * Reads a public URL: scheme and authority, perhaps with the path, which may be the root, perhaps
   * with a query.
   *
   * @throws InvalidSettingException if it is not an absolute HTTP URL
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static PublicUrl parse(String text, String source) {
    String rule = "must be a URL such as https://example.com, was [" + text + "]";
    try {
      URI uri = new URI(text.strip());
      if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        throw new InvalidSettingException(Messages.invalidInitParam("public-url", source, rule));
      }
      return new PublicUrl(text.strip());
    } catch (URISyntaxException e) {
      throw new InvalidSettingException(Messages.invalidInitParam("public-url", source, rule), e);
    }
  }

  /** The URL that the sender used: what is not configured is taken from the request. */
  public String of(IncomingRequest request) {
    int path = text.indexOf('/', text.indexOf("://") + 3);
    if (path < 0) {
      return text + request.path() + query(request);
    }
    int query = text.indexOf('?');
    // A query that the application sees must be the one that was signed, whatever is configured.
    boolean configured = query >= 0 && request.query() == null;
    return configured ? text : (query < 0 ? text : text.substring(0, query)) + query(request);
  }

  private static String query(IncomingRequest request) {
    return request.query() == null ? "" : "?" + request.query();
  }
}
