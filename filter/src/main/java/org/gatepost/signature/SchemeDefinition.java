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
 * @param tolerance how far the signed time may lie from now, or null for any distance or where no
 *     time is signed
 * @param handshakeType the event type that is answered with {@code handshakeAnswer}, or null
 * @param pointers all JSON pointers of the scheme, so that the body is read once
 */
record SchemeDefinition(
    Algorithm algorithm,
    Reference.Header signature,
    SignatureFormat signatureFormat,
    String signaturePrefix,
    String signatureElement,
    char signatureSeparator,
    Encoding encoding,
    SignedContent content,
    @Nullable Choice time,
    TimeUnit timeUnit,
    @Nullable Duration tolerance,
    @Nullable Choice id,
    KeyRule key,
    @Nullable Choice type,
    @Nullable String handshakeType,
    @Nullable Choice handshakeAnswer,
    Encoding secretEncoding,
    String secretPrefix,
    int maxBodyInBytes,
    List<JsonPointer> pointers) {

  /** What a signature looks like in its header, for messages. */
  String signatureForm() {
    return switch (signatureFormat) {
      case SINGLE -> signaturePrefix + "<" + encoding.schemeName() + ">";
      case LIST -> signaturePrefix + "<" + encoding.schemeName() + "> in a list";
      case ELEMENTS -> signatureElement + "=<" + encoding.schemeName() + ">";
    };
  }

  /** The JSON pointers among the references of some choices, each once. */
  static List<JsonPointer> pointersIn(List<Reference> references) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (reference instanceof Reference.Json json) {
        pointers.add(json.pointer());
      }
    }
    return new ArrayList<>(pointers);
  }
}
