package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The sender of a preset whose content is code: signs with the {@link Signer} alone. */
final class SignerSender implements Sender {
  private final Scheme scheme;
  private final Verifier verifier;

  SignerSender(Scheme scheme) {
    this.scheme = scheme;
    this.verifier = scheme.verifier(List.of(other(1), secret()));
  }

  @Override
  public String preset() {
    return scheme.name();
  }

  @Override
  public Scheme scheme() {
    return scheme;
  }

  @Override
  public Verifier verifier() {
    return verifier;
  }

  @Override
  public boolean isSlow() {
    return false;
  }

  @Override
  public Secret secret() {
    return other(0);
  }

  @Override
  public Secret other(int number) {
    // Can be read as text, as hex and as base64 alike.
    return Secret.of(number == 0 ? "right" : "other", "3031323334353637".repeat(4) + "4" + number);
  }

  @Override
  public TestRequest request(byte[] filler, Instant time) {
    byte[] body =
        ("{\"id\":\"id-1\",\"filler\":\"" + Base64.getEncoder().encodeToString(filler) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    TestRequest unsigned = TestRequest.of(body, Map.of());
    return TestRequest.of(
        body, scheme.signer(secret()).sign("POST", unsigned.url(), body, time, Map.of()));
  }

  @Override
  public List<TestRequest> changed(byte[] filler, Instant time) {
    TestRequest genuine = request(filler, time);
    List<TestRequest> changed = new ArrayList<>();
    Sender.flipped(genuine.body()).forEach(body -> changed.add(genuine.withBody(body)));
    for (String name : genuine.names()) {
      String value = genuine.header(name);
      Sender.flipped(value).stream()
          // Names of authentication schemes and hex digits are the same in any case.
          .filter(flipped -> !flipped.equalsIgnoreCase(value))
          .forEach(flipped -> changed.add(genuine.with(name, flipped)));
    }
    return changed;
  }

  @Override
  public List<String> singleHeaders() {
    // Structured fields may be spread over several lines.
    return List.of();
  }

  @Override
  public boolean signsBody() {
    return true;
  }
}
