package org.gatepost.signature.internal;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.EventList;
import org.gatepost.signature.internal.scheme.KeyRule;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/** Reads what a genuine request says of itself, when first asked. Thread-safe. */
final class GenuineRequest extends Verified {
  private static final String FORM = ";form";
  private static final String EVENT = ";event=";

  private final Authority authority;
  private final Values values;
  private final Authentication.Proof proof;
  // What the request says of itself: null until it is read.
  private @Nullable String type;
  private @Nullable String id;
  private @Nullable String key;
  private @Nullable List<VerifiedEvent> events;
  private @Nullable String commonType;

  GenuineRequest(Authority authority, Values values, Authentication.Proof proof) {
    super(authority);
    this.authority = authority;
    this.values = values;
    this.proof = proof;
  }

  /** Reads what the request says of itself, and returns the type. */
  private synchronized String describe() {
    if (type == null) {
      SchemeDefinition scheme = values.scheme();
      try {
        values.body().requireClear();
        if (values.request().body().length > 0 || mustHaveBody()) {
          values.body().requireReadable();
        }
        String readType = type(values);
        scheme
            .bodies()
            .checkType(values.request(), values.body(), scheme.identity().isRepeatable(readType));
        id = values.text(Reference.ID);
        type = readType;
      } catch (RefusedException e) {
        throw new UnclearRequestException(e.refusal());
      }
    }
    return type;
  }

  private static String type(Values values) throws RefusedException {
    Choice type = values.scheme().type();
    String found = type == null ? null : type.first(values);
    if (found != null && found.length() > Choice.MAX_LENGTH) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, "the type has more than " + Choice.MAX_LENGTH + " characters");
    }
    return found == null ? "" : found;
  }

  /** A token tells all by itself, and some methods come without a body. */
  private boolean mustHaveBody() {
    String method = values.request().method();
    return values.scheme().claims() == null && !method.equals("GET") && !method.equals("DELETE");
  }

  @Override
  public SignedRequest request() {
    return values.request();
  }

  @Override
  public boolean isSignatureHeader(String name) {
    return values.scheme().signature().isIn(name);
  }

  /** Its own; that of its event where it holds a single one. */
  @Override
  public Optional<String> id() {
    describe();
    return events().size() == 1 ? events().get(0).id() : Optional.ofNullable(id);
  }

  /** That of its events where all have the same; else its own. */
  @Override
  public String type() {
    String own = describe();
    return events().isEmpty() || commonType == null ? own : commonType;
  }

  @Override
  public synchronized List<VerifiedEvent> events() {
    describe();
    if (events == null) {
      try {
        List<VerifiedEvent> read = readEvents(values.events());
        commonType = read.isEmpty() ? null : commonType(read);
        events = read;
      } catch (RefusedException e) {
        throw new UnclearRequestException(e.refusal());
      }
    }
    return events;
  }

  private List<VerifiedEvent> readEvents(EventList list) throws RefusedException {
    if (list.count() == 0) {
      return List.of();
    }
    Choice ownIds = Choice.ofEvents(values.scheme().id());
    Optional<String> all = key();
    List<VerifiedEvent> read = new ArrayList<>(list.count());
    for (int i = 0; i < list.count(); i++) {
      byte[] json = list.json(i);
      Values own = values.of(list.fields(json));
      String ownId = ownIds == null ? null : ownIds.value(own);
      String ownType = type(own);
      int index = i;
      read.add(
          new GenuineEvent(
              authority,
              this,
              index,
              list.from(i),
              list.to(i),
              json,
              Optional.ofNullable(ownId == null ? id : ownId),
              ownType,
              ownKey(json, ownId, ownType).or(() -> numbered(all, index))));
    }
    return List.copyOf(read);
  }

  private static @Nullable String commonType(List<VerifiedEvent> events) {
    List<String> types = events.stream().map(Verified::type).distinct().limit(2).toList();
    return types.size() == 1 ? types.get(0) : null;
  }

  /** The key of an event that tells itself from others, wherever it stands. */
  private Optional<String> ownKey(byte[] json, @Nullable String ownId, String ownType) {
    if (ownId != null && rule().isById()) {
      return Optional.of(key(ownId, null, ownType, ownId));
    }
    if (ownId != null && rule().base() == KeyRule.Base.DIGEST && rule().withId()) {
      String digest = HexFormat.of().formatHex(Digests.of("SHA-256").digest(json));
      return Optional.of(key(null, digest, ownType, ownId));
    }
    return Optional.empty();
  }

  /** Two equal events without ids are two, and the same ones when the request comes again. */
  private static Optional<String> numbered(Optional<String> key, int index) {
    return key.map(whole -> whole + EVENT + index);
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
  public String jsonField() {
    return values.scheme().bodies().jsonField();
  }

  @Override
  public Optional<Instant> signedAt() {
    return Optional.ofNullable(proof.signedAt());
  }

  @Override
  public String secretLabel() {
    return proof.secretLabel();
  }

  /** {@inheritDoc} Made once: it may be a digest of the whole body. */
  @Override
  public synchronized Optional<String> key() {
    String described = describe();
    if (key == null && rule().base() != KeyRule.Base.NONE) {
      String deciding = rule().isById() ? id : null;
      key = key(deciding, deciding == null ? digest() : null, described, id);
    }
    return Optional.ofNullable(key);
  }

  private KeyRule rule() {
    return values.scheme().identity().key();
  }

  private String key(
      @Nullable String deciding, @Nullable String digest, String ofType, @Nullable String ofId) {
    boolean addsId = rule().withId() || values.scheme().identity().isRepeatable(ofType);
    String key =
        rule()
            .key(
                deciding,
                deciding == null ? digest : null,
                ofType,
                addsId ? ofId : null,
                rule().withTime() ? signedTime() : null);
    return values.body().isForm() ? key + FORM : key;
  }

  @Override
  public boolean recurs() {
    return values.scheme().identity().recurs();
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
