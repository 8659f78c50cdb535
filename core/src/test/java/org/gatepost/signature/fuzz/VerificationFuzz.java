package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.fixture.TestRequest;

/**
 * Whatever stands in URL, headers and body: no exception, and nothing but what was signed is
 * accepted.
 *
 * <p>The input's lines are a preset, the URL, and what stands in the headers that the verifier asks
 * for, in the order of asking; {@code @} stands for what a genuine request has there, and {@code |}
 * comes between the values of a header that is there several times.
 */
class VerificationFuzz {
  private static final Map<Sender, TestRequest> GENUINE = new HashMap<>();

  @FuzzTest(maxDuration = "10s")
  void verification(byte[] input) {
    FuzzInput fuzz = FuzzInput.of(input);
    Sender sender = fuzz.sender();
    TestRequest genuine =
        GENUINE.computeIfAbsent(sender, s -> s.request(new byte[4], Sender.SIGNED_AT));
    Mixed request = new Mixed(genuine, fuzz);

    if (sender.verifier().verify(request, Sender.SIGNED_AT) instanceof Verified) {
      if (new String(input, StandardCharsets.ISO_8859_1).indexOf('@') < 0) {
        throw new AssertionError(sender.preset() + " accepted what nobody signed");
      }
      if (sender.signsBody() && !sender.signsAlike(genuine.body(), request.body())) {
        throw new AssertionError(sender.preset() + " accepted another body");
      }
      if (sender instanceof TemplateSender template
          && !Arrays.equals(template.content(request), template.content(genuine))) {
        throw new AssertionError(sender.preset() + " accepted what was not signed");
      }
    }
  }

  /** A request that has something genuine in some places. */
  private static final class Mixed implements SignedRequest {
    private final TestRequest genuine;
    private final FuzzInput fuzz;
    private final List<String> asked = new ArrayList<>();

    Mixed(TestRequest genuine, FuzzInput fuzz) {
      this.genuine = genuine;
      this.fuzz = fuzz;
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String url() {
      return fuzz.line(1).replace("@", genuine.url());
    }

    @Override
    public Optional<String> configuredUrl() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      if (!asked.contains(name)) {
        asked.add(name);
      }
      int line = 2 + asked.indexOf(name);
      List<String> there = genuine.headers(name);
      return line < fuzz.lines().size()
          ? Arrays.stream(fuzz.line(line).split("\\|", -1))
              .map(value -> value.replace("@", there.isEmpty() ? "" : there.get(0)).strip())
              .toList()
          : List.of();
    }

    @Override
    public byte[] body() {
      return Arrays.equals(fuzz.body(), new byte[] {'@'}) ? genuine.body() : fuzz.body();
    }
  }
}
