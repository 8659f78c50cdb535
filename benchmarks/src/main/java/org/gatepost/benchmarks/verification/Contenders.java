package org.gatepost.benchmarks.verification;

import com.slack.api.app_backend.SlackSignature;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import com.svix.exceptions.WebhookVerificationException;
import com.twilio.security.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.benchmarks.Request;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verifier;

/**
 * The presets with a shared secret, the HMAC alone, which is the floor, and the senders' own
 * libraries. What each is given is what its users have: presets the bytes, libraries the text that
 * a framework made of them. Most of the libraries know one secret: with several, a user asks with
 * one after another.
 */
final class Contenders {
  private static final int STRIPE_TOLERANCE_IN_SECONDS = 300;

  private Contenders() {}

  /**
   * The contender of a name: {@code mac}, a preset's, or a library's.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Contender of(String name, Sample sample) throws Exception {
    return switch (name) {
      case "mac" -> mac(sample);
      case "stripe-java" -> stripe(sample);
      case "slack-app-backend" -> slack(sample);
      case "standardwebhooks" -> standardWebhooks(sample);
      case "svix" -> svix(sample);
      case "twilio-java" -> twilio(sample);
      default -> preset(name, sample);
    };
  }

  /** The HMAC of the body under each secret. */
  private static Contender mac(Sample sample) throws Exception {
    List<Mac> macs = new ArrayList<>();
    for (String secret : sample.known()) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      macs.add(mac);
    }
    return () -> {
      byte[] last = new byte[0];
      for (Mac mac : macs) {
        last = mac.doFinal(sample.body());
      }
      return last;
    };
  }

  private static Contender preset(String name, Sample sample) {
    OutgoingRequest signed = signed(name, sample);
    Request request = new Request(signed.url(), signed.headers(), sample.body());
    List<Secret> secrets =
        sample.known().stream().map(secret -> Secret.of("benchmark", secret)).toList();
    Verifier verifier = Scheme.preset(name).verifier(secrets);
    return () -> verifier.verify(request, sample.now());
  }

  private static Contender stripe(Sample sample) {
    String header = header(signed("stripe", sample), "Stripe-Signature");
    return anyOf(
        sample.known(),
        secret -> {
          try {
            return Webhook.Signature.verifyHeader(
                sample.text(), header, secret, STRIPE_TOLERANCE_IN_SECONDS);
          } catch (SignatureVerificationException e) {
            return false;
          }
        });
  }

  private static Contender slack(Sample sample) {
    OutgoingRequest signed = signed("slack", sample);
    String time = header(signed, "X-Slack-Request-Timestamp");
    String signature = header(signed, "X-Slack-Signature");
    long nowMillis = sample.now().toEpochMilli();
    return anyOf(
        sample.known().stream()
            .map(SlackSignature.Generator::new)
            .map(SlackSignature.Verifier::new)
            .toList(),
        peer -> peer.isValid(time, sample.text(), signature, nowMillis));
  }

  private static Contender standardWebhooks(Sample sample) throws Exception {
    Map<String, List<String>> headers = lists(signed("standard-webhooks", sample));
    List<com.standardwebhooks.Webhook> peers = new ArrayList<>();
    for (String secret : sample.known()) {
      peers.add(new com.standardwebhooks.Webhook(secret));
    }
    return anyOf(
        peers,
        peer -> {
          try {
            peer.verify(sample.text(), headers);
            return true;
          } catch (com.standardwebhooks.exceptions.WebhookVerificationException e) {
            return false;
          }
        });
  }

  private static Contender svix(Sample sample) throws Exception {
    Map<String, List<String>> headers = lists(signed("standard-webhooks", sample));
    List<com.svix.Webhook> peers = new ArrayList<>();
    for (String secret : sample.known()) {
      peers.add(new com.svix.Webhook(secret));
    }
    return anyOf(
        peers,
        peer -> {
          try {
            peer.verify(sample.text(), headers);
            return true;
          } catch (WebhookVerificationException e) {
            return false;
          }
        });
  }

  private static Contender twilio(Sample sample) {
    OutgoingRequest signed = signed("twilio", sample);
    String signature = header(signed, "X-Twilio-Signature");
    return anyOf(
        sample.known().stream().map(RequestValidator::new).toList(),
        peer -> peer.validate(signed.url(), sample.text(), signature));
  }

  private static OutgoingRequest signed(String preset, Sample sample) {
    Secret secret = Secret.of("benchmark", sample.signedWith());
    return Scheme.preset(preset)
        .signer(secret)
        .request("POST", Request.URL, sample.body(), sample.now(), Map.of());
  }

  private static String header(OutgoingRequest request, String name) {
    return request.headers(name).get(0);
  }

  private static Map<String, List<String>> lists(OutgoingRequest request) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    request.headers().forEach((name, value) -> lists.put(name, List.of(value)));
    return lists;
  }

  /** Asks a library about one secret. */
  private interface Question<T> {
    boolean accepts(T peer) throws Exception;
  }

  private static <T> Contender anyOf(List<T> peers, Question<T> question) {
    return () -> {
      for (T peer : peers) {
        if (question.accepts(peer)) {
          return true;
        }
      }
      return false;
    };
  }
}
