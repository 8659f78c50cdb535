package org.gatepost.signature.internal.method.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.StructuredDictionary.Bare;
import org.gatepost.signature.internal.format.StructuredDictionary.BareType;
import org.gatepost.signature.internal.format.StructuredDictionary.InnerList;
import org.gatepost.signature.internal.format.StructuredDictionary.Item;
import org.gatepost.signature.internal.method.Completion;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.SchemeDefinition;

/** Signs the components that a scheme requires as RFC 9421 has it. Immutable and thread-safe. */
final class HttpMessageSigner implements Signing {
  private final SchemeDefinition scheme;
  private final List<String> components;
  private final UnaryOperator<byte[]> key;

  HttpMessageSigner(SchemeDefinition scheme, RequiredComponents components, Secret secret) {
    this.scheme = scheme;
    this.components = components.names();
    this.key = MessageSigning.with(scheme.secretForm(), secret);
  }

  @Override
  public OutgoingRequest sign(OutgoingRequest unsigned, Instant time) throws RefusedException {
    OutgoingRequest request = Completion.of(scheme, unsigned, time);
    if (components.contains(ContentDigest.HEADER)
        && request.headers(ContentDigest.HEADER).isEmpty()) {
      request = request.withHeader("Content-Digest", ContentDigest.of(request.body()));
    }
    String created = Long.toString(time.getEpochSecond());
    InnerList input =
        new InnerList(
            components.stream().map(HttpMessageSigner::component).toList(),
            Map.of("created", new Bare(BareType.INTEGER, created, created)));
    byte[] base = SignatureBase.of(new MessageComponents(request), input).bytes();
    byte[] signature = key.apply(base);
    return request
        .withHeader("Signature-Input", "sig1=" + input.text())
        .withHeader("Signature", "sig1=:" + Encoding.BASE64.encode(signature) + ":");
  }

  private static Item component(String name) {
    return new Item(new Bare(BareType.STRING, name, '"' + name + '"'), Map.of());
  }
}
