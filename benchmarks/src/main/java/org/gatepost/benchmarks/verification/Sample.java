package org.gatepost.benchmarks.verification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What is to be verified.
 *
 * @param body JSON
 * @param text the same as a framework hands it out
 * @param signedWith the secret of the signature
 * @param known the secrets to check it with, newest first; of a genuine request the last has signed
 * @param now the time that is signed, and at which it is verified
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Sample(byte[] body, String text, String signedWith, List<String> known, Instant now) {

  /**
   * A sample.
   *
   * @param size of the body in bytes
   * @param secrets how many are known
   * @param genuine whether one of them has signed
   */
  public static Sample of(int size, int secrets, boolean genuine) {
    byte[] body = body(size);
    List<String> known = new ArrayList<>();
    for (int i = secrets - 1; i >= 0; i--) {
      known.add(secret(i));
    }
    return new Sample(
        body,
        new String(body, StandardCharsets.UTF_8),
        secret(genuine ? 0 : secrets),
        List.copyOf(known),
        Clock.systemUTC().instant());
  }

  /** JSON of so many bytes. */
  static byte[] body(int size) {
    StringBuilder json = new StringBuilder("{\"id\":\"evt_1\",\"type\":\"a.b\",\"text\":\"");
    json.append("x".repeat(size - json.length() - 2)).append("\"}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One that every sender's form of secrets allows. */
  private static String secret(int number) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }
}
