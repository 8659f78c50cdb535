package org.gatepost.benchmarks.verification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepost.benchmarks.Request;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
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
 * A request verified with a public key, beside {@link Signature} alone on the same bytes, its key
 * set up before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PublicKeyBenchmark {

  /** The sender: Ed25519, RSA with 2048 bits, ECDSA on P-256. */
  @Param({"discord", "wise", "sendgrid"})
  public String preset = "";

  /** The body's size in bytes. */
  @Param({"1024", "262144"})
  public int size;

  /** Whether the body is what was signed. */
  @Param({"true", "false"})
  public boolean genuine;

  private byte[] message = new byte[0];
  private byte[] signature = new byte[0];
  private Signature alone;
  private Verifier verifier;
  private Request request;
  private Instant now = Instant.EPOCH;

  /** Makes the key, the request and what verifies it, and sees both judge it rightly. */
  @Setup
  public void prepare() throws Exception {
    now = Clock.systemUTC().instant();
    String time = Long.toString(now.getEpochSecond());
    byte[] body = Sample.body(size);
    Map<String, String> headers;
    switch (preset) {
      case "discord" -> {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        sign("Ed25519", keys, time, body);
        String key = HexFormat.of().formatHex(keys.getPublic().getEncoded());
        verifier = verifier(key);
        headers =
            Map.of(
                "X-Signature-Timestamp",
                time,
                "X-Signature-Ed25519",
                HexFormat.of().formatHex(signature));
      }
      case "wise" -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        sign("SHA256withRSA", keys, "", body);
        verifier = verifier(base64(keys.getPublic().getEncoded()));
        headers = Map.of("X-Signature-SHA256", base64(signature), "X-Delivery-Id", "1");
      }
      default -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        sign("SHA256withECDSA", keys, time, body);
        verifier = verifier(base64(keys.getPublic().getEncoded()));
        headers =
            Map.of(
                "X-Twilio-Email-Event-Webhook-Timestamp",
                time,
                "X-Twilio-Email-Event-Webhook-Signature",
                base64(signature));
      }
    }
    if (!genuine) {
      body[size - 1]++;
      message[message.length - 1]++;
    }
    request = new Request(headers, body);
    if (Contender.isAcceptance(verify()) != genuine || signature() != genuine) {
      throw new IllegalStateException(preset + " judged wrongly: " + verify());
    }
  }

  private void sign(String algorithm, KeyPair keys, String before, byte[] body) throws Exception {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.write(before.getBytes(StandardCharsets.US_ASCII));
    signed.write(body);
    message = signed.toByteArray();
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(keys.getPrivate());
    signing.update(message);
    signature = signing.sign();
    alone = Signature.getInstance(algorithm);
    alone.initVerify(keys.getPublic());
  }

  private Verifier verifier(String key) {
    return Scheme.preset(preset).verifier(List.of(Secret.of("benchmark", key)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The floor. */
  @Benchmark
  public boolean signature() throws Exception {
    alone.update(message);
    return alone.verify(signature);
  }

  @Benchmark
  public Verification verify() {
    return verifier.verify(request, now);
  }
}
