package org.gatepost.receiver;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepost.IncomingRequest;
import org.gatepost.receiver.internal.network.Origin;
import org.gatepost.receiver.internal.network.PublicUrl;
import org.gatepost.signature.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as its sender sent it: its body is read, and its URL is the one that the sender used.
 * Its headers are read from the server's request one by one, as servers make texts of them only
 * then; that lives on for other requests, so nothing is read from it after {@link #release}.
 */
final class ReceivedRequest implements SignedRequest {
  private final byte[] body;
  private final String method;
  private final Optional<PublicUrl> publicUrl;
  // Null once the request goes on.
  private @Nullable Origin origin;
  // Null once it is released.
  private volatile @Nullable IncomingRequest server;
  // Null until it is asked for: few schemes sign it.
  private @Nullable String url;

  ReceivedRequest(
      IncomingRequest request, byte[] body, Origin origin, Optional<PublicUrl> publicUrl) {
    this.body = body;
    this.method = request.method();
    this.origin = origin;
    this.publicUrl = publicUrl;
    this.server = request;
  }

  /** The request goes on: its URL cannot be asked for anymore unless it has been. */
  void goesOn() {
    origin = null;
  }

  /** The request is over, or its server's business: nothing of that is read anymore. */
  void release() {
    server = null;
  }

  @Override
  public String method() {
    return method;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it is first asked for after {@link #goesOn}
   */
  @Override
  public String url() {
    if (url == null) {
      Origin from = origin;
      if (from == null) {
        throw new IllegalStateException("the URL of a request that has gone on");
      }
      IncomingRequest request = server();
      url = publicUrl.isPresent() ? publicUrl.get().of(request) : from.url(request);
    }
    return url;
  }

  @Override
  public Optional<String> configuredUrl() {
    return publicUrl.map(PublicUrl::text);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #release}
   */
  @Override
  public List<String> headers(String name) {
    return server().headers(name);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #release}
   */
  @Override
  public Set<String> headerNames() {
    return server().headerNames();
  }

  private IncomingRequest server() {
    IncomingRequest request = server;
    if (request == null) {
      throw new IllegalStateException("the request is over");
    }
    return request;
  }

  @Override
  public byte[] body() {
    return body;
  }
}
