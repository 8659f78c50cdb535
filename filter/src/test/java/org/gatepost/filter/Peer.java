package org.gatepost.filter;

import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The senders' own libraries: they sign and verify as their services do. */
enum Peer {
  SVIX("standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") {
    @Override
    Post sign(String body, Instant time) throws Exception {
      String seconds = Long.toString(time.getEpochSecond());
      String signature = new com.svix.Webhook(secret()).sign("msg_1", time.getEpochSecond(), body);
      return Post.unsigned(body)
          .with("svix-id", "msg_1")
          .with("svix-timestamp", seconds)
          .with("svix-signature", signature);
    }

    @Override
    void verify(Post post, Instant now) throws Exception {
      new com.svix.Webhook(secret()).verify(text(post), headers(post).map());
    }
  },

  STANDARD_WEBHOOKS("standard-webhooks", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD") {
    @Override
    Post sign(String body, Instant time) throws Exception {
      String seconds = Long.toString(time.getEpochSecond());
      String signature =
          new com.standardwebhooks.Webhook(secret()).sign("msg_2", time.getEpochSecond(), body);
      return Post.unsigned(body)
          .with("webhook-id", "msg_2")
          .with("webhook-timestamp", seconds)
          .with("webhook-signature", signature);
    }

    @Override
    void verify(Post post, Instant now) throws Exception {
      new com.standardwebhooks.Webhook(secret()).verify(text(post), headers(post).map());
    }
  },

  STRIPE("stripe", "whsec_stripe0Secret") {
    @Override
    Post sign(String body, Instant time) throws Exception {
      long seconds = time.getEpochSecond();
      String signature = Webhook.Util.computeHmacSha256(secret(), seconds + "." + body);
      return Post.unsigned(body).with("Stripe-Signature", "t=" + seconds + ",v1=" + signature);
    }

    @Override
    void verify(Post post, Instant now) throws Exception {
      String signature = headers(post).firstValue("Stripe-Signature").orElseThrow();
      Clock clock = Clock.fixed(now, ZoneOffset.UTC);
      if (!Webhook.Signature.verifyHeader(text(post), signature, secret(), 300, clock)) {
        throw new IllegalArgumentException("refused");
      }
    }
  },

  SLACK("slack", "8f742231b10e8888abcd99yyyzzz85a5") {
    @Override
    Post sign(String body, Instant time) {
      String seconds = Long.toString(time.getEpochSecond());
      return Post.unsigned(body)
          .with(SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP, seconds)
          .with(
              SlackSignature.HeaderNames.X_SLACK_SIGNATURE,
              new SlackSignature.Generator(secret()).generate(seconds, body));
    }

    @Override
    void verify(Post post, Instant now) {
      HttpHeaders headers = headers(post);
      boolean valid =
          new SlackSignature.Verifier(new SlackSignature.Generator(secret()))
              .isValid(
                  headers.firstValue("X-Slack-Request-Timestamp").orElseThrow(),
                  text(post),
                  headers.firstValue("X-Slack-Signature").orElseThrow(),
                  now.toEpochMilli());
      if (!valid) {
        throw new IllegalArgumentException("refused");
      }
    }
  };

  private final String preset;
  private final String secret;

  Peer(String preset, String secret) {
    this.preset = preset;
    this.secret = secret;
  }

  String preset() {
    return preset;
  }

  String secret() {
    return secret;
  }

  /** Signs with the library. */
  abstract Post sign(String body, Instant time) throws Exception;

  /**
   * Verifies with the library, at a time where it lets one choose and now where it does not.
   *
   * @throws Exception if it refuses
   */
  abstract void verify(Post post, Instant now) throws Exception;

  private static String text(Post post) {
    return new String(post.body(), StandardCharsets.UTF_8);
  }

  private static HttpHeaders headers(Post post) {
    Map<String, List<String>> headers =
        post.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
