package org.gatepost.signature.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;

/** One event of a genuine request. Immutable. */
final class GenuineEvent extends VerifiedEvent {
  private final GenuineRequest whole;
  private final int index;
  private final int from;
  private final int to;
  private final SignedRequest request;
  private final Optional<String> id;
  private final String type;
  private final Optional<String> key;

  GenuineEvent(
      Authority authority,
      GenuineRequest whole,
      int index,
      int from,
      int to,
      byte[] json,
      Optional<String> id,
      String type,
      Optional<String> key) {
    super(authority);
    this.whole = whole;
    this.index = index;
    this.from = from;
    this.to = to;
    this.request = new EventRequest(whole.request(), json);
    this.id = id;
    this.type = type;
    this.key = key;
  }

  @Override
  public Verified whole() {
    return whole;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public SignedRequest request() {
    return request;
  }

  @Override
  public Optional<String> id() {
    return id;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Optional<String> key() {
    return key;
  }

  /** The request with the event alone as its body. */
  // The array is the event's, and no caller changes a request's body.
  @SuppressWarnings("ArrayRecordComponent")
  private record EventRequest(SignedRequest whole, byte[] body) implements SignedRequest {
    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    public String method() {
      return whole.method();
    }

    @Override
    public String url() {
      return whole.url();
    }

    @Override
    public Optional<String> configuredUrl() {
      return whole.configuredUrl();
    }

    @Override
    public List<String> headers(String name) {
      // JSON, whatever it came in.
      return name.equalsIgnoreCase(CONTENT_TYPE)
          ? List.of("application/json")
          : whole.headers(name);
    }

    @Override
    public Set<String> headerNames() {
      return whole.headerNames();
    }
  }
}
