package org.gatepost.cdi;

import java.util.List;
import java.util.Set;
import org.gatepost.IncomingRequest;
import org.gatepost.signature.OutgoingRequest;
import org.jspecify.annotations.Nullable;

/** A request that is handed from its sender to its receiver, without HTTP. */
record HandedRequest(OutgoingRequest sent) implements IncomingRequest {
  @Override
  public String method() {
    return sent.method();
  }

  @Override
  public String path() {
    int path = sent.url().indexOf('/', sent.url().indexOf("://") + 3);
    int query = sent.url().indexOf('?');
    int end = query < 0 ? sent.url().length() : query;
    return path < 0 || path > end ? "" : sent.url().substring(path, end);
  }

  @Override
  public @Nullable String query() {
    int query = sent.url().indexOf('?');
    return query < 0 ? null : sent.url().substring(query + 1);
  }

  @Override
  public boolean isSecure() {
    return sent.url().startsWith("https:");
  }

  @Override
  public @Nullable String remoteAddress() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return sent.headers(name);
  }

  @Override
  public Set<String> headerNames() {
    return sent.headerNames();
  }

  @Override
  public byte[] body(int maxInBytes) {
    return sent.body();
  }

  @Override
  public String url() {
    return sent.url();
  }
}
