package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.KeyParts;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio signs ("Validate requests", and its helper libraries): the URL, and behind it the
 * form's fields sorted by name, each name right before its value. Where the query has {@code
 * bodySHA256} the URL is signed alone, and that is the digest of the body.
 */
final class TwilioContent implements CodedContent {
  private static final Reference BODY_DIGEST = Reference.of(Reference.Kind.QUERY, "bodySHA256");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    SignedRequest request = values.request();
    String fields = fields(values, request);
    return urls(request.url()).stream()
        .map(url -> (url + fields).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** As {@link #of}, each made when it is asked for: mostly the first is what was signed. */
  @Override
  public List<Text> texts(Places values) throws RefusedException {
    String url = values.request().url();
    String fields = fields(values, values.request());
    return List.of(
        (sink, v, secret) -> write(sink, urls(url).get(0), fields),
        (sink, v, secret) -> {
          List<String> urls = urls(url);
          write(sink, urls.get(urls.size() - 1), fields);
        });
  }

  /**
   * The URL and the form's fields, each by itself: under one signature they can be told apart in
   * many ways. It is the URL without its port, so that one delivery is not two because of that.
   */
  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    KeyParts parts = new KeyParts(sink);
    parts.add(urls(values.request().url()).get(0));
    parts.add(
        values.text(BODY_DIGEST) == null
            ? FormPairs.inBody(values.request()).sortedOnce()
            : List.of());
  }

  @Override
  public boolean signsUrl() {
    return true;
  }

  private static void write(Sink sink, String url, String fields) {
    sink.update(url);
    sink.update(fields);
  }

  private static String fields(Places values, SignedRequest request) throws RefusedException {
    // The query is signed and the content type is not, so the query says how the body is covered.
    String digest = values.text(BODY_DIGEST);
    if (digest != null) {
      // Twilio adds it to what is configured. Elsewhere it could be of a field of a form, which
      // somebody may choose who writes to the number: then the query would be all that is signed.
      if (!request.url().endsWith(BODY_DIGEST.name() + "=" + digest)) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, BODY_DIGEST + " is not the last of the query");
      }
      byte[] sent = Encoding.HEX.decode(digest);
      byte[] actual = Digests.of("SHA-256").digest(request.body());
      if (sent == null || !MessageDigest.isEqual(sent, actual)) {
        throw new RefusedException(
            Refusal.Reason.MISMATCH, BODY_DIGEST + " is not the SHA-256 of the body");
      }
      return "";
    }
    return FormPairs.inBody(request).glued();
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public OutgoingRequest prepared(OutgoingRequest request) {
    boolean covered =
        request.body().length == 0
            || FormPairs.isForm(request)
            || request.url().contains(BODY_DIGEST.name() + "=");
    return covered
        ? request
        : BODY_DIGEST.put(
            request, Encoding.HEX.encode(Digests.of("SHA-256").digest(request.body())));
  }

  /**
   * The URL without its port, and with it or else its scheme's. Without comes first, so that one
   * delivery is not two because of the port.
   */
  private static List<String> urls(String url) {
    int authority = url.indexOf("://") + 3;
    int end = authority;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    // Behind a user's name and password, and the bracket of an IPv6 address.
    int host = Math.max(url.lastIndexOf('@', end), url.lastIndexOf(']', end));
    int colon = url.indexOf(':', Math.max(authority, host));
    if (colon >= 0 && colon < end) {
      return List.of(url.substring(0, colon) + url.substring(end), url);
    }
    String port = defaultPort(url);
    return port == null
        ? List.of(url)
        : List.of(url, url.substring(0, end) + port + url.substring(end));
  }

  private static @Nullable String defaultPort(String url) {
    if (url.startsWith("https://")) {
      return ":443";
    }
    return url.startsWith("http://") ? ":80" : null;
  }
}
