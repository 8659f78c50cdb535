package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as read from its keys, valid as a whole. Immutable; {@link SchemeReader} alone makes it.
 *
 * @param requirements what else a request must have for the signature to mean something
 * @param tolerance how far the signed time may lie from now, or null for any distance or where no
 *     time is signed
 * @param pointers all JSON pointers of the scheme, so that the body is read once
 */
record SchemeDefinition(
    SignedBy signedBy,
    Algorithm algorithm,
    SignatureForm signature,
    SignedContent content,
    RequiredComponents components,
    List<Requirement> requirements,
    @Nullable Choice time,
    TimeUnit timeUnit,
    @Nullable Duration tolerance,
    @Nullable Choice id,
    KeyRule key,
    @Nullable Choice type,
    HandshakeRule handshake,
    Encoding secretEncoding,
    String secretPrefix,
    int maxBodyInBytes,
    Set<String> methods,
    List<JsonPointer> pointers) {

  /** The JSON pointers among the references of some choices, each once. */
  static List<JsonPointer> pointersIn(List<Reference> references) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (reference.is(Reference.Kind.JSON)) {
        pointers.add(reference.pointer());
      }
    }
    return new ArrayList<>(pointers);
  }
}
