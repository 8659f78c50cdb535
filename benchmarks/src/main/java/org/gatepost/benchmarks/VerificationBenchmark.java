package org.gatepost.benchmarks;

import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A genuine request verified, beside the HMAC alone, which is the floor, and beside the senders'
 * own libraries. What each takes is what its users have: the bytes here, for the others the text
 * that a framework made of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VerificationBenchmark {
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  /** The body's size in bytes. */
  @Param({"128", "1024", "16384", "262144", "4194304"})
  public int size;

  private byte[] body = new byte[0];
  private String text = "";
  private Instant now = Instant.EPOCH;
  private String time = "";

  private Mac mac;
  private Side github;
  private Side stripe;
  private Side slack;
  private Side standardWebhooks;

  private SlackSignature.Verifier slackPeer;
  private com.svix.Webhook svixPeer;
  private com.standardwebhooks.Webhook standardWebhooksPeer;

  /** One scheme's verifier with a request that it accepts. */
  private static final class Side {
    private final Verifier verifier;
    private final Request request;
    private final Map<String, String> headers;

    Side(String preset, byte[] body, Instant now) {
      Scheme scheme = Scheme.preset(preset);
      Secret secret = Secret.of("benchmark", SECRET);
      this.headers = scheme.signer(secret).sign(body, now, Map.of());
      this.verifier = scheme.verifier(List.of(secret));
      this.request = new Request(headers, body);
    }

    Verification verify(Instant now) {
      return verifier.verify(request, now);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    Map<String, List<String>> allHeaders() {
      Map<String, List<String>> all = new TreeMap<>();
      headers.forEach((name, value) -> all.put(name, List.of(value)));
      return all;
    }
  }

  /** Makes the request and what verifies it, and sees each accept it. */
  @Setup
  public void prepare() throws Exception {
    StringBuilder json = new StringBuilder("{\"id\":\"evt_1\",\"type\":\"a.b\",\"text\":\"");
    json.append("x".repeat(size - json.length() - 2)).append("\"}");
    text = json.toString();
    body = text.getBytes(StandardCharsets.UTF_8);
    now = Clock.systemUTC().instant();
    time = Long.toString(now.getEpochSecond());
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    github = new Side("github", body, now);
    stripe = new Side("stripe", body, now);
    slack = new Side("slack", body, now);
    standardWebhooks = new Side("standard-webhooks", body, now);
    slackPeer = new SlackSignature.Verifier(new SlackSignature.Generator(SECRET));
    svixPeer = new com.svix.Webhook(SECRET);
    standardWebhooksPeer = new com.standardwebhooks.Webhook(SECRET);
    for (Verification made : List.of(github(), stripe(), slack(), standardWebhooks())) {
      if (!(made instanceof Verified)) {
        throw new IllegalStateException("refused: " + made);
      }
    }
    if (!peerStripe() || !peerSlack()) {
      throw new IllegalStateException("refused by a peer");
    }
  }

  /** The floor: the HMAC of the body. */
  @Benchmark
  public byte[] mac() {
    return mac.doFinal(body);
  }

  @Benchmark
  public Verification github() {
    return github.verify(now);
  }

  @Benchmark
  public Verification stripe() {
    return stripe.verify(now);
  }

  @Benchmark
  public Verification slack() {
    return slack.verify(now);
  }

  @Benchmark
  public Verification standardWebhooks() {
    return standardWebhooks.verify(now);
  }

  @Benchmark
  public boolean peerStripe() throws Exception {
    return Webhook.Signature.verifyHeader(text, stripe.header("Stripe-Signature"), SECRET, 300);
  }

  @Benchmark
  public boolean peerSlack() {
    return slackPeer.isValid(time, text, slack.header("X-Slack-Signature"), now.toEpochMilli());
  }

  @Benchmark
  public void peerSvix() throws Exception {
    svixPeer.verify(text, standardWebhooks.allHeaders());
  }

  @Benchmark
  public void peerStandardWebhooks() throws Exception {
    standardWebhooksPeer.verify(text, standardWebhooks.allHeaders());
  }
}
