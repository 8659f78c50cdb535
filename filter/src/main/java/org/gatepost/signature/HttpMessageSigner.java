package org.gatepost.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.StructuredDictionary.Bare;
import org.gatepost.signature.StructuredDictionary.BareType;
import org.gatepost.signature.StructuredDictionary.InnerList;
import org.gatepost.signature.StructuredDictionary.Item;

/**
 * Signs the components that a scheme requires as RFC 9421 has it, with an HMAC. Immutable and
 * thread-safe.
 */
final class HttpMessageSigner {
  private final SchemeDefinition scheme;
  private final byte[] key;

  HttpMessageSigner(SchemeDefinition scheme, Secret secret) {
    this.scheme = scheme;
    this.key = SecretKeys.key(scheme, secret);
  }

  Map<String, String> sign(
      String method, String url, byte[] body, Instant time, Map<String, String> headers)
      throws RefusedException {
    Map<String, String> signed = new LinkedHashMap<>(headers);
    List<String> components = scheme.requiredComponents();
    if (components.contains(ContentDigest.HEADER)
        && headers.keySet().stream().noneMatch(ContentDigest.HEADER::equalsIgnoreCase)) {
      signed.put("Content-Digest", ContentDigest.of(body));
    }
    String created = Long.toString(time.getEpochSecond());
    InnerList input =
        new InnerList(
            components.stream().map(HttpMessageSigner::component).toList(),
            Map.of("created", new Bare(BareType.INTEGER, created, created)));
    byte[] base = new SignatureBase(new Signer.Outgoing(method, url, body, signed)).of(input);
    byte[] signature = MessageKey.mac(scheme.algorithm(), key, base);
    signed.put("Signature-Input", "sig1=" + input.text());
    signed.put("Signature", "sig1=:" + Encoding.BASE64.encode(signature) + ":");
    return signed;
  }

  private static Item component(String name) {
    return new Item(new Bare(BareType.STRING, name, "\"" + name + "\""), Map.of());
  }
}
