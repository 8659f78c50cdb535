package org.gatepost.servers.vertx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.gatepost.IncomingRequest;

/** A request of Vert.x, whose body has come. */
record VertxRequest(HttpServerRequest http, Buffer body) implements IncomingRequest {
  @Override
  public String method() {
    return http.method().name();
  }

  @Override
  public String path() {
    return http.path();
  }

  @Override
  public String query() {
    return http.query();
  }

  @Override
  public boolean isSecure() {
    return http.isSSL();
  }

  @Override
  public String remoteAddress() {
    return http.remoteAddress().hostAddress();
  }

  @Override
  public List<String> headers(String name) {
    return http.headers().getAll(name);
  }

  @Override
  public Set<String> headerNames() {
    return http.headers().names();
  }

  @Override
  public byte[] body(int maxInBytes) throws IOException {
    if (body.length() > maxInBytes) {
      throw new TooLargeException();
    }
    return body.getBytes();
  }
}
