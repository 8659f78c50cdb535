package org.gatepost.interop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepost.interop.peer.Row;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;

/** This side of a row: the preset as it ships, with what it leaves to its user. */
record Gatepost(Row row) {

  OutgoingRequest sign(Instant now) {
    return Scheme.of(row.preset(), row.overrides())
        .signer(Secret.of("interop", row.secrets().signing()))
        .request(
            row.method(),
            row.url(),
            row.body().getBytes(StandardCharsets.UTF_8),
            now,
            row.headers());
  }

  /** {@return empty if the request is genuine, else why not} */
  String refusal(OutgoingRequest request, Instant now) {
    Verification outcome = verify(request, now);
    if (outcome instanceof Verified) {
      return "";
    }
    return outcome instanceof Refusal refusal ? refusal.toString() : outcome.toString();
  }

  private Verification verify(OutgoingRequest request, Instant now) {
    return Scheme.of(row.preset(), row.overrides())
        .verifier(List.of(Secret.of("interop", row.secrets().verifying())))
        .verify(row.configured() ? new Configured(request) : request, now);
  }

  /** A request to the URL that was entered at the sender. */
  private record Configured(OutgoingRequest request) implements SignedRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String url() {
      return request.url();
    }

    @Override
    public Optional<String> configuredUrl() {
      return Optional.of(request.url());
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
}
