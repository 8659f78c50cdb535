package org.gatepost.interop.peer;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.interop.peer.JavaPeer.Signing;
import org.gatepost.interop.peer.JavaPeer.Verifying;
import org.gatepost.signature.OutgoingRequest;

/** The libraries of Java. */
public final class JavaPeers {
  static final String SECRET = "It is a Secret to Everybody";
  static final String WHSEC = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  static final String FORM = "application/x-www-form-urlencoded";

  private JavaPeers() {}

  /** {@return all of them} */
  public static List<Peer> all() {
    List<Peer> all = new ArrayList<>();
    all.addAll(BodyPeers.all());
    all.addAll(TimedPeers.all());
    all.addAll(UrlPeers.all());
    all.addAll(FieldPeers.all());
    return all;
  }

  static Peer both(Row row, Signing signing, Verifying verifying) {
    return new JavaPeer(row, signing, verifying);
  }

  static Peer verifier(Row row, Verifying verifying) {
    return new JavaPeer(row, JavaPeer.NO_SIGNER, verifying);
  }

  static String body(OutgoingRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  static String header(OutgoingRequest request, String name) {
    return request.headers(name).get(0);
  }

  /** The fields of a form or query, decoded. */
  static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    Arrays.stream(form.split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair ->
                fields.put(
                    pair[0],
                    URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    return fields;
  }

  static String encoded(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
