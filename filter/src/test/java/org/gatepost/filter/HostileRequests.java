package org.gatepost.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A sequence of hostile requests, the same for the same seed; a few are genuine. */
final class HostileRequests {
  private static final String[] PATHS = {
    "/hook",
    "/hook",
    "/hook",
    "/hook",
    "/%68ook",
    "//hook",
    "/./hook",
    "/..;/hook",
    "/hook;x=y",
    "/hook;jsessionid=1",
    "/hook/",
    "/HOOK",
    "/hook%00",
    "/hook%2f..%2fhook",
    "/x/%2e%2e/hook",
    "/%c0%afhook",
    "http://localhost/hook",
    "*",
    "/hook?a=%zz&b=%c0%af&&=",
    "/hook?" + "a=1&".repeat(500)
  };
  private static final String[] METHODS = {
    "GET",
    "HEAD",
    "TRACE",
    "OPTIONS",
    "PUT",
    "DELETE",
    "post",
    "Post",
    "CONNECT",
    "X".repeat(500),
    "P OST"
  };
  private static final String[] TYPES = {
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain;charset=no-such",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "application/json;charset=\"utf-16\"",
    ";;;="
  };
  private static final String[] SIGNATURES = {
    "",
    "0",
    "zz",
    "0".repeat(64),
    "0".repeat(4000),
    "sha256=" + "0".repeat(64),
    "\u00ff\u00fe",
    ",,,",
    "=",
    "a\tb"
  };

  /**
   * One request.
   *
   * @param pieces are sent one by one
   * @param breaksOff whether the connection is reset right behind them
   */
  record Request(String kind, List<byte[]> pieces, boolean breaksOff) {}

  private final SplittableRandom random;
  private final Instant now;

  HostileRequests(SplittableRandom random, Instant now) {
    this.random = random;
    this.now = now;
  }

  Request next() {
    int kind = random.nextInt(16);
    byte[] body = body();
    String path = any(PATHS);
    String signature = random.nextInt(3) == 0 ? genuine(body) : any(SIGNATURES);
    String framing = "Content-Length: " + body.length + "\r\n";
    String more = "Content-Type: " + any(TYPES) + "\r\n";
    return switch (kind) {
      case 0 -> request("path", "POST " + path, framing + more, signature, body);
      case 1 -> request("method", any(METHODS) + " " + path, framing, signature, body);
      case 2 ->
          request(
              "longer",
              "POST /hook",
              length(body.length + 1 + random.nextInt(999)),
              signature,
              body);
      case 3 ->
          request(
              "shorter", "POST /hook", length(Math.max(0, body.length - 1)), genuine(body), body);
      case 4 ->
          request(
              "lengths",
              "POST /hook",
              any(
                  "Content-Length: -1\r\n",
                  "Content-Length: 9999999999999999999\r\n",
                  "Content-Length: 1\r\nContent-Length: 2\r\n",
                  "Content-Length: 0x10\r\n",
                  "Content-Length: 1,1\r\n",
                  "Content-Length: 100000\r\n",
                  framing + "Transfer-Encoding: chunked\r\n"),
              signature,
              body);
      case 5 ->
          request(
              "codings",
              "POST /hook",
              any(
                  "Transfer-Encoding: identity\r\n",
                  "Transfer-Encoding: gzip, chunked\r\n",
                  "Transfer-Encoding: xchunked\r\n",
                  "Transfer-Encoding : chunked\r\n",
                  "Transfer-Encoding:\r\n chunked\r\n"),
              signature,
              body);
      case 6 ->
          request(
              "chunks",
              "POST /hook",
              "Transfer-Encoding: chunked\r\n" + more,
              signature,
              chunked(body, false));
      case 7 ->
          request(
              "bad chunks",
              "POST /hook",
              "Transfer-Encoding: chunked\r\n",
              signature,
              chunked(body, true));
      case 8 ->
          request(
              "many headers",
              "POST /hook",
              framing + "X-A: b\r\n".repeat(random.nextInt(300)),
              signature,
              body);
      case 9 ->
          request(
              "huge header",
              "POST /hook",
              framing + "X-A: " + "b".repeat(random.nextInt(20_000)) + "\r\n",
              signature,
              body);
      case 10 ->
          request(
              "split header",
              "POST /hook",
              framing
                  + any(
                      "X-A: a\rb\r\n",
                      "X-A: a\nX-B: b\r\n",
                      "X-A: a\r\n b\r\n",
                      ": none\r\n",
                      "X A: a\r\n",
                      "X-A: \0\r\n",
                      "X-A\r\n",
                      "\u00e9: a\r\n",
                      "X-Broxi-Signature: 0\r\n",
                      "X-HTTP-Method-Override: GET\r\n",
                      "Expect: nothing\r\n",
                      "Expect: 100-continue\r\n",
                      "Content-Encoding: gzip\r\n"),
              signature,
              body);
      case 11 ->
          slow(
              request(
                  "slow",
                  "POST /hook",
                  framing,
                  genuine(body),
                  Arrays.copyOf(body, Math.min(body.length, 200))));
      case 12 -> truncated(request("broken off", "POST /hook", framing, genuine(body), body));
      case 13 -> new Request("noise", List.of(noise(1 + random.nextInt(300))), false);
      case 14 -> request("version", "POST /hook", framing, genuine(body), body);
      default -> request("signed", "POST /hook", framing + more, genuine(body), body);
    };
  }

  private byte[] body() {
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> noise(random.nextInt(2_000));
      case 2 -> utf8("[".repeat(1 + random.nextInt(20_000)));
      case 3 -> utf8("{\"event\":".repeat(1 + random.nextInt(3_000)));
      case 4 -> utf8("{\"delivery_id\":\"a\",\"event\":\"e\",\"delivery_id\":\"b\"}");
      case 5 -> latin1("{\"delivery_id\":\"\u00c0\u00af\",\"event\":\"\u00e0\u0080\u00af\"}");
      case 6 -> latin1("{\"delivery_id\":\"a\",\"event\":\"\u00e2\u0082");
      case 7 ->
          utf8("{\"delivery_id\":" + "9".repeat(random.nextInt(5_000)) + ",\"event\":1e999999999}");
      case 8 -> utf8("a=1&".repeat(random.nextInt(15_000)) + "%zz=%");
      case 9 -> noise(60_000 + random.nextInt(10_000));
      case 10 ->
          utf8(
              "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
                  + "--b\r\n".repeat(random.nextInt(50)));
      default -> utf8("{\"delivery_id\":\"d-" + random.nextInt(5) + "\",\"event\":\"run.done\"}");
    };
  }

  private String genuine(byte[] body) {
    return Post.signed("broxi-body", "s3cr3t", now, body, Map.of())
        .headers()
        .get("X-Broxi-Signature");
  }

  private static String length(int length) {
    return "Content-Length: " + length + "\r\n";
  }

  private Request request(String kind, String line, String headers, String signature, byte[] body) {
    String version =
        kind.equals("version")
            ? any("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "http/1.1", "")
            : "HTTP/1.1";
    byte[] head =
        latin1(
            line
                + " "
                + version
                + "\r\nHost: localhost\r\nConnection: close\r\nX-Broxi-Signature: "
                + signature
                + "\r\n"
                + headers
                + "\r\n");
    return new Request(kind, List.of(head, body), false);
  }

  private static Request slow(Request request) {
    List<byte[]> pieces = new ArrayList<>();
    for (byte[] piece : request.pieces()) {
      for (int i = 0; i < piece.length; i += 7) {
        pieces.add(Arrays.copyOfRange(piece, i, Math.min(piece.length, i + 7)));
      }
    }
    return new Request("slow", pieces, false);
  }

  private Request truncated(Request request) {
    byte[] body = request.pieces().get(1);
    byte[] some = Arrays.copyOf(body, random.nextInt(body.length + 1));
    return new Request(
        request.kind(), List.of(request.pieces().get(0), some), random.nextBoolean());
  }

  private byte[] chunked(byte[] body, boolean broken) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int length = Math.min(body.length - at, 1 + random.nextInt(5_000));
      String size =
          broken && random.nextInt(3) == 0
              ? any(
                  "-1", "zz", "7fffffff", "ffffffffffffffff", "", length + ";" + "x".repeat(9_000))
              : Integer.toHexString(length);
      out.writeBytes(latin1(size + "\r\n"));
      out.write(body, at, length);
      out.writeBytes(latin1(broken && random.nextInt(4) == 0 ? "" : "\r\n"));
      at += length;
    }
    out.writeBytes(
        latin1(
            broken && random.nextBoolean()
                ? ""
                : "0\r\n" + any("", "X: y\r\n", "\0\r\n") + "\r\n"));
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private String any(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
