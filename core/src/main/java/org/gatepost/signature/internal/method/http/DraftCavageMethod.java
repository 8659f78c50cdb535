package org.gatepost.signature.internal.method.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;

/** "Signing HTTP Messages" (draft-cavage-http-signatures-12). Immutable and thread-safe. */
final class DraftCavageMethod implements SigningMethod {
  @Override
  public String name() {
    return "draft-cavage";
  }

  @Override
  public Map<Algorithm, String> algorithms() {
    return DraftCavageAuthentication.ALGORITHMS;
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
    return new ComponentSettings(
        RequiredComponents.read(
            keys, DraftCavageAuthentication.DIGEST, Set.of(RequiredComponents.REQUEST_TARGET)),
        DraftCavageAuthentication::new,
        DraftCavageSigner::new);
  }
}
