package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.AnsweringRequest;
import org.gatepost.signature.fixture.Sender;

/**
 * Whatever keys and values a scheme has, it is read or refused with its own exception; what is read
 * verifies, and accepts nothing from those who have not got the secret.
 *
 * <p>The input's first line is a preset or {@code custom}, the others are {@code key = value}.
 */
class SchemeFuzz {
  private static final Secret SECRET = Secret.of("fuzz", "30313233343536373839303132333435");

  @FuzzTest(maxDuration = "10s")
  void scheme(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.UTF_8).split("\n", -1));
    Map<String, String> keys = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        keys.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    Scheme scheme;
    try {
      scheme = Scheme.of(lines.get(0), keys);
    } catch (InvalidSchemeException refused) {
      return;
    }
    SignedRequest request =
        new AnsweringRequest(
            "https://example.com/a/b?a=1&t=1705314600",
            List.of(List.of("t=1705314600,v1=" + "ab".repeat(32)), List.of("1705314600")),
            "{\"id\":\"1\",\"a\":{\"b\":[1]}}".getBytes(StandardCharsets.UTF_8));
    Verifier verifier;
    try {
      verifier = scheme.verifier(List.of(SECRET));
    } catch (IllegalArgumentException notThisKindOfSecret) {
      return;
    }
    if (verifier.verify(request, Sender.SIGNED_AT) instanceof Verified) {
      throw new AssertionError("accepted what nobody signed: " + keys);
    }
    try {
      scheme
          .signer(SECRET)
          .sign("POST", request.url(), request.body(), Sender.SIGNED_AT, Map.of("X-Id", "1"));
    } catch (IllegalArgumentException cannotBeSigned) {
      return;
    }
  }
}
