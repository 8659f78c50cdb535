package org.gatepost.interop.peer;

import static org.gatepost.interop.peer.JavaPeers.SECRET;
import static org.gatepost.interop.peer.JavaPeers.WHSEC;
import static org.gatepost.interop.peer.JavaPeers.body;
import static org.gatepost.interop.peer.JavaPeers.both;
import static org.gatepost.interop.peer.JavaPeers.bytes;
import static org.gatepost.interop.peer.JavaPeers.header;
import static org.gatepost.interop.peer.JavaPeers.verifier;

import com.linecorp.bot.parser.LineSignatureValidator;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.Validity;
import io.getstream.chat.java.models.App;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.signature.OutgoingRequest;

/** Libraries of senders that sign the body alone, or as Standard Webhooks and Svix say. */
final class BodyPeers {
  private static final LineSignatureValidator LINE = new LineSignatureValidator(bytes(SECRET));

  private BodyPeers() {}

  static List<Peer> all() {
    return List.of(
        both(
            Row.of("standard-webhooks", "com.standardwebhooks:standardwebhooks", WHSEC),
            (request, now) -> {
              long time = now.getEpochSecond();
              String signature =
                  new com.standardwebhooks.Webhook(WHSEC).sign("msg_1", time, body(request));
              return request
                  .withHeader("webhook-id", "msg_1")
                  .withHeader("webhook-timestamp", Long.toString(time))
                  .withHeader("webhook-signature", signature);
            },
            request -> {
              new com.standardwebhooks.Webhook(WHSEC).verify(body(request), listed(request));
              return true;
            }),
        both(
            Row.of("svix", "com.svix:svix", WHSEC),
            (request, now) -> {
              long time = now.getEpochSecond();
              String signature = new com.svix.Webhook(WHSEC).sign("msg_1", time, body(request));
              return request
                  .withHeader("svix-id", "msg_1")
                  .withHeader("svix-timestamp", Long.toString(time))
                  .withHeader("svix-signature", signature);
            },
            request -> {
              new com.svix.Webhook(WHSEC).verify(body(request), listed(request));
              return true;
            }),
        both(
            Row.of("line", "com.linecorp.bot:line-bot-parser", SECRET),
            (request, now) ->
                request.withHeader(
                    "x-line-signature",
                    Base64.getEncoder().encodeToString(LINE.generateSignature(request.body()))),
            request -> LINE.validateSignature(request.body(), header(request, "x-line-signature"))),
        both(
            Row.of("razorpay", "com.razorpay:razorpay-java", SECRET),
            (request, now) ->
                request.withHeader(
                    "X-Razorpay-Signature", com.razorpay.Utils.getHash(body(request), SECRET)),
            request ->
                com.razorpay.Utils.verifyWebhookSignature(
                    body(request), header(request, "X-Razorpay-Signature"), SECRET)),
        verifier(
            Row.of("gocardless", "com.gocardless:gocardless-pro", SECRET),
            request ->
                com.gocardless.Webhook.isValidSignature(
                    body(request), header(request, "Webhook-Signature"), SECRET)),
        verifier(
            Row.of("pusher-channels", "com.pusher:pusher-http-java", SECRET)
                .withHeader("X-Pusher-Key", "key"),
            request ->
                new Pusher("1", "key", SECRET)
                        .validateWebhookSignature(
                            header(request, "X-Pusher-Key"),
                            header(request, "X-Pusher-Signature"),
                            body(request))
                    == Validity.VALID),
        verifier(
            Row.of("getstream", "io.getstream:stream-chat-java", SECRET),
            request ->
                App.verifyWebhookSignature(SECRET, body(request), header(request, "X-Signature"))),
        verifier(
            Row.of("onfido", "com.onfido:onfido-api-java", SECRET),
            request -> {
              new com.onfido.webhooks.WebhookEventVerifier(SECRET)
                  .readPayload(body(request), header(request, "X-SHA2-Signature"));
              return true;
            }),
        verifier(
            Row.of("easypost", "com.easypost:easypost-api-client", SECRET),
            request -> {
              Map<String, Object> headers =
                  Map.of("X-Hmac-Signature", header(request, "X-Hmac-Signature"));
              com.easypost.utils.Utilities.validateWebhook(request.body(), headers, SECRET);
              return true;
            }),
        verifier(
            Row.of("resend", "com.resend:resend-java", WHSEC),
            request -> {
              new com.resend.Resend("re_1")
                  .webhooks()
                  .verify(
                      com.resend.services.webhooks.model.VerifyWebhookOptions.builder()
                          .payload(body(request))
                          .addHeaders(request.headers())
                          .secret(WHSEC)
                          .build());
              return true;
            }));
  }

  private static Map<String, List<String>> listed(OutgoingRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return headers;
  }
}
