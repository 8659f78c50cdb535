package org.gatepost.interop.peer;

import static org.gatepost.interop.peer.JavaPeers.SECRET;
import static org.gatepost.interop.peer.JavaPeers.body;
import static org.gatepost.interop.peer.JavaPeers.both;
import static org.gatepost.interop.peer.JavaPeers.header;
import static org.gatepost.interop.peer.JavaPeers.verifier;

import com.cloudinary.SignatureAlgorithm;
import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook;
import java.util.List;

/** Libraries of senders that sign a time with the body. */
final class TimedPeers {
  private static final SlackSignature.Generator SLACK = new SlackSignature.Generator(SECRET);

  private TimedPeers() {}

  static List<Peer> all() {
    return List.of(
        both(
            Row.of("stripe", "com.stripe:stripe-java", SECRET),
            (request, now) -> {
              String time = Long.toString(now.getEpochSecond());
              String signature = Webhook.Util.computeHmacSha256(SECRET, time + "." + body(request));
              return request.withHeader("Stripe-Signature", "t=" + time + ",v1=" + signature);
            },
            request ->
                Webhook.Signature.verifyHeader(
                    body(request), header(request, "Stripe-Signature"), SECRET, 300)),
        both(
            Row.of("slack", "com.slack.api:slack-app-backend", SECRET),
            (request, now) -> {
              String time = Long.toString(now.getEpochSecond());
              return request
                  .withHeader("X-Slack-Request-Timestamp", time)
                  .withHeader("X-Slack-Signature", SLACK.generate(time, body(request)));
            },
            request ->
                new SlackSignature.Verifier(SLACK)
                    .isValid(
                        header(request, "X-Slack-Request-Timestamp"),
                        body(request),
                        header(request, "X-Slack-Signature"))),
        both(
            Row.of("workos", "com.workos:workos", SECRET),
            (request, now) -> {
              String time = Long.toString(now.toEpochMilli());
              String signature =
                  new com.workos.webhooks.Webhook().createSignature(time, body(request), SECRET);
              return request.withHeader("WorkOS-Signature", "t=" + time + ", v1=" + signature);
            },
            request -> {
              new com.workos.webhooks.Webhook()
                  .verifyHeader(
                      body(request), header(request, "WorkOS-Signature"), SECRET, 180_000);
              return true;
            }),
        cloudinary("cloudinary", SignatureAlgorithm.SHA1),
        cloudinary("cloudinary-sha256", SignatureAlgorithm.SHA256));
  }

  private static Peer cloudinary(String preset, SignatureAlgorithm algorithm) {
    return verifier(
        Row.of(preset, "com.cloudinary:cloudinary-core", SECRET),
        request ->
            new NotificationRequestSignatureVerifier(SECRET, algorithm)
                .verifySignature(
                    body(request),
                    header(request, "X-Cld-Timestamp"),
                    header(request, "X-Cld-Signature"),
                    7200));
  }
}
