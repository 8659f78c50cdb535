package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a genuine request says of itself, when first asked. Thread-safe. */
final class GenuineRequest implements Verified.Facts {
  private static final String FORM = ";form";

  private final Values values;
  private final Authentication.Proof proof;
  private @Nullable Description description;

  /** What a request says of itself. */
  private record Description(@Nullable String id, String type) {}

  GenuineRequest(Values values, Authentication.Proof proof) {
    this.values = values;
    this.proof = proof;
  }

  private synchronized Description description() {
    if (description == null) {
      SchemeDefinition scheme = values.scheme();
      try {
        values.body().requireClear();
        // A token may come without a body, and tells all by itself.
        if (scheme.claims() == null || values.request().body().length > 0) {
          values.body().requireReadable();
        }
        String found = scheme.type() == null ? null : scheme.type().first(values);
        String type = found == null ? "" : found;
        if (type.length() > Choice.MAX_LENGTH) {
          throw new RefusedException(
              Refusal.Reason.UNREADABLE,
              "the type has more than " + Choice.MAX_LENGTH + " characters");
        }
        TypeMembers members = scheme.bodies().typeMembers();
        if (members != null) {
          members.check(values.request(), values.body(), isRepeatable(type));
        }
        description = new Description(values.text(Reference.ID), type);
      } catch (RefusedException e) {
        throw new UnclearRequestException(e.refusal());
      }
    }
    return description;
  }

  @Override
  public SignedRequest request() {
    return values.request();
  }

  @Override
  public boolean isSignatureHeader(String name) {
    return values.scheme().signature().isIn(name);
  }

  @Override
  public Optional<String> id() {
    return Optional.ofNullable(description().id());
  }

  @Override
  public String type() {
    return description().type();
  }

  @Override
  public synchronized Optional<Map<String, List<String>>> form() {
    try {
      return Optional.ofNullable(values.body().form()).map(FormPairs::byName);
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  @Override
  public synchronized Optional<String> formJson() {
    try {
      return Optional.ofNullable(values.body().formJson());
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  @Override
  public Optional<Instant> signedAt() {
    return Optional.ofNullable(proof.signedAt());
  }

  @Override
  public String secretLabel() {
    return proof.secretLabel();
  }

  @Override
  public Optional<String> key() {
    Description described = description();
    KeyRule rule = values.scheme().identity().key();
    if (rule.base() == KeyRule.Base.NONE) {
      return Optional.empty();
    }
    String id = rule.isById() ? described.id() : null;
    boolean addsId = rule.withId() || isRepeatable(described.type());
    return Optional.of(
        rule.key(
                id,
                id == null ? digest() : null,
                described.type(),
                addsId ? described.id() : null,
                rule.withTime() ? signedTime() : null)
            + (FormPairs.isBodyOf(values.request()) ? FORM : ""));
  }

  @Override
  public boolean recurs() {
    return values.scheme().identity().recurs();
  }

  private boolean isRepeatable(String type) {
    RepeatableTypes repeatable = values.scheme().identity().repeatableTypes();
    return repeatable != null && repeatable.contains(type);
  }

  private @Nullable String signedTime() {
    try {
      return values.text(Reference.TIME);
    } catch (RefusedException e) {
      // Verification has read it before.
      throw new IllegalStateException(e);
    }
  }

  private String digest() {
    try {
      MessageDigest sha256 = Digests.of("SHA-256");
      if (proof.unchanging() != null) {
        sha256.update(proof.unchanging());
      } else {
        values.scheme().content().writeUnchangingTo(sha256::update, values);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (RefusedException e) {
      // Verification has read all values before.
      throw new IllegalStateException(e);
    }
  }
}
