package org.gatepost.interop;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;

/**
 * A payload that a package ships.
 *
 * @param line the beginning of its row in the table
 * @param preset the sender's preset
 * @param name what the package calls it
 * @param request the request as the sender would make it, less the signature
 * @param id the id that the package names, or empty
 * @param type the type that the package names
 */
record Payload(
    String line, String preset, String name, OutgoingRequest request, String id, String type) {
  private static final Secret SECRET = Secret.of("interop", "It is a Secret to Everybody");

  static Payload of(JsonObject data) {
    Map<String, String> headers = new LinkedHashMap<>();
    data.getJsonObject("headers")
        .forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
    String preset = data.getString("preset");
    return new Payload(
        "| `%s` | `%s` | %s |"
            .formatted(preset, data.getString("package"), data.getString("version")),
        preset,
        data.getString("name"),
        new OutgoingRequest(
            data.getString("method"),
            data.getString("url"),
            headers,
            data.getString("body").getBytes(StandardCharsets.UTF_8)),
        data.getString("id"),
        data.getString("type"));
  }

  /** {@return how what the preset says differs from what the package says, or empty} */
  String difference(Clock clock) {
    Scheme scheme = Scheme.preset(preset);
    OutgoingRequest signed =
        scheme
            .signer(SECRET)
            .request(
                request.method(),
                request.url(),
                request.body(),
                clock.instant(),
                request.headers());
    Verification outcome = scheme.verifier(List.of(SECRET)).verify(signed, clock.instant());
    if (!(outcome instanceof Verified verified)) {
      return preset + " " + name + ": " + outcome;
    }
    String seen;
    try {
      seen = idAndType(verified);
    } catch (RuntimeException e) {
      seen = e.toString();
    }
    String expected = id + " " + type;
    return seen.equals(expected) ? "" : preset + " " + name + ": " + expected + ", was " + seen;
  }

  /** That of the only event, where the sender puts several into one request. */
  private static String idAndType(Verified verified) {
    if (verified.events().isEmpty()) {
      return verified.id().orElse("") + " " + verified.type();
    }
    VerifiedEvent event = verified.events().get(0);
    return event.id().orElse("") + " " + event.type();
  }
}
