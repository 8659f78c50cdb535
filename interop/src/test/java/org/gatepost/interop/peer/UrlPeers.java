package org.gatepost.interop.peer;

import static org.gatepost.interop.peer.JavaPeers.FORM;
import static org.gatepost.interop.peer.JavaPeers.SECRET;
import static org.gatepost.interop.peer.JavaPeers.body;
import static org.gatepost.interop.peer.JavaPeers.both;
import static org.gatepost.interop.peer.JavaPeers.fields;
import static org.gatepost.interop.peer.JavaPeers.header;
import static org.gatepost.interop.peer.JavaPeers.verifier;

import com.messagebird.Request;
import com.messagebird.RequestSigner;
import com.plivo.api.util.Utils;
import com.squareup.square.utilities.WebhooksHelper;
import com.twilio.security.RequestValidator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Libraries of senders that sign the URL. */
final class UrlPeers {
  private static final String URL = "https://a.example/hook?q=1";
  private static final String NONCE = "05429567804466091622";
  private static final String NOTE = "CallSid=CA1&CallStatus=ringing&Note=gate+%C3%A9+%26";

  private UrlPeers() {}

  static List<Peer> all() {
    return List.of(
        verifier(
            Row.of("twilio", "com.twilio.sdk:twilio", SECRET)
                .withHeader("Content-Type", FORM)
                .withUrl(URL)
                .withBody(NOTE),
            request ->
                new RequestValidator(SECRET)
                    .validate(
                        request.url(),
                        fields(body(request)),
                        header(request, "X-Twilio-Signature"))),
        verifier(
            Row.of("twilio-json", "com.twilio.sdk:twilio", SECRET).withUrl(URL),
            request ->
                new RequestValidator(SECRET)
                    .validate(request.url(), body(request), header(request, "X-Twilio-Signature"))),
        both(
            Row.of("plivo-v2", "com.plivo:plivo-java", SECRET)
                .withHeader("Content-Type", FORM)
                .withHeader("X-Plivo-Signature-V2-Nonce", NONCE)
                .withUrl(URL)
                .withBody(NOTE)
                .withChange(Change.of("X-Plivo-Signature-V2-Nonce"), "version 2 signs no body"),
            (request, now) ->
                request.withHeader(
                    "X-Plivo-Signature-V2", Utils.computeSignature(URL, NONCE, SECRET)),
            request ->
                Utils.validateSignature(
                    request.url(),
                    header(request, "X-Plivo-Signature-V2-Nonce"),
                    header(request, "X-Plivo-Signature-V2"),
                    SECRET)),
        both(
            Row.of("plivo-v3", "com.plivo:plivo-java", SECRET)
                .withHeader("Content-Type", FORM)
                .withHeader("X-Plivo-Signature-V3-Nonce", NONCE)
                .withUrl(URL)
                .withBody(NOTE),
            (request, now) ->
                request.withHeader(
                    "X-Plivo-Signature-V3",
                    Utils.computeSignatureV3(URL, NONCE, SECRET, "POST", fields(body(request)))),
            request ->
                Utils.validateSignatureV3(
                    request.url(),
                    header(request, "X-Plivo-Signature-V3-Nonce"),
                    header(request, "X-Plivo-Signature-V3"),
                    SECRET,
                    request.method(),
                    fields(body(request)))),
        verifier(
            Row.of("square", "com.squareup:square", SECRET).withConfiguredUrl(),
            request ->
                WebhooksHelper.verifySignature(
                    body(request),
                    header(request, "x-square-hmacsha256-signature"),
                    SECRET,
                    request.url())),
        verifier(
            Row.of("messagebird-legacy", "com.messagebird:messagebird-api", SECRET)
                .withUrl("https://a.example/hook?b=2&a=1"),
            request ->
                new RequestSigner(SECRET.getBytes(StandardCharsets.UTF_8))
                    .isMatch(
                        header(request, "MessageBird-Signature"),
                        new Request(
                            header(request, "MessageBird-Request-Timestamp"),
                            URI.create(request.url()).getRawQuery(),
                            request.body()))));
  }
}
