package org.gatepost.signature.internal.method.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;

/** HTTP Message Signatures (RFC 9421). Immutable and thread-safe. */
final class HttpMessageMethod implements SigningMethod {
  @Override
  public String name() {
    return "http-message";
  }

  @Override
  public Map<Algorithm, String> algorithms() {
    return HttpMessageAuthentication.ALGORITHMS;
  }

  @Override
  public List<String> ownKeys() {
    return List.of(RequiredComponents.KEY);
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    RequiredComponents.refuseTemplates(keys);
    if (!keys.text("signature", "").equalsIgnoreCase("{header:Signature}")) {
      throw keys.invalid("signature", "must be {header:Signature} where signed-by is " + name());
    }
    return new ComponentSettings(
        RequiredComponents.read(keys, ContentDigest.HEADER, SignatureBase.DERIVED),
        HttpMessageAuthentication::new,
        HttpMessageSigner::new);
  }
}
