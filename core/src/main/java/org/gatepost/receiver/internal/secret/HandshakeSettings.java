package org.gatepost.receiver.internal.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.Messages;
import org.gatepost.signature.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * The init-params that only handshakes have.
 *
 * @param tokens what a handshake must know, where the scheme asks for it; each is good
 * @param secretFile where a secret that a handshake brings is put; without it such are refused
 */
public record HandshakeSettings(List<FoundSecret> tokens, Optional<LearnedSecretFile> secretFile) {
  private static final String TOKEN = "handshake-token";
  private static final String FILE = "learned-secret-file";

  public static final Set<String> OWN = Set.of(TOKEN, FILE);

  public static HandshakeSettings read(
      Map<String, String> params, Scheme scheme, String source, Lookup lookup) {
    String token = used(TOKEN, params, scheme.asksForHandshakeToken(), scheme, source);
    List<FoundSecret> tokens =
        token == null
            ? List.of()
            : FoundSecret.find(token, TOKEN, source, MissingSecret.read(params, source), lookup);
    String file = used(FILE, params, scheme.bringsSecret(), scheme, source);
    return new HandshakeSettings(
        tokens,
        file == null ? Optional.empty() : Optional.of(LearnedSecretFile.parse(file, source)));
  }

  /** Those init-params that a source of this scheme has no use for. */
  public static Set<String> idle(Scheme scheme) {
    Set<String> idle = new TreeSet<>();
    if (!scheme.asksForHandshakeToken()) {
      idle.add(TOKEN);
    }
    if (!scheme.bringsSecret()) {
      idle.add(FILE);
    }
    return idle;
  }

  private static @Nullable String used(
      String name, Map<String, String> params, boolean used, Scheme scheme, String source) {
    String text = params.get(name);
    if (text != null && !used) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              name,
              source,
              "must be left out: no handshake of scheme [" + scheme.name() + "] has one"));
    }
    return text;
  }
}
