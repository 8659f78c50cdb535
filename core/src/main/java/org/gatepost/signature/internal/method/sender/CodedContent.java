package org.gatepost.signature.internal.method.sender;

import java.util.List;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SignedContent;

/** What a sender signs where no template can say it. Implementations are stateless. */
interface CodedContent extends SignedContent {

  /**
   * The texts that the sender may have signed, most likely first; at least one. For a plain digest
   * the secret stands behind.
   *
   * @param time what to put where the signed time stands
   * @throws RefusedException as {@link #texts} does
   */
  List<byte[]> of(Places values, String time) throws RefusedException;

  /** Whether a time is among what is signed. */
  boolean isTimed();

  @Override
  default List<Text> texts(Places values) throws RefusedException {
    return of(values, isTimed() ? values.required(Reference.TIME) : "").stream()
        .map(CodedContent::text)
        .toList();
  }

  private static Text text(byte[] content) {
    return (sink, values, secret) -> {
      sink.update(content);
      sink.update(secret);
    };
  }

  @Override
  default void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    sink.update(of(values, "").get(0));
  }

  @Override
  default List<Reference> references() {
    return List.of();
  }

  /** Of names and values that are put together without escapes, none is safe by itself. */
  @Override
  default boolean covers(Reference reference) {
    return isTimed() && reference.equals(Reference.TIME);
  }

  @Override
  default boolean coversBody() {
    return true;
  }

  /** Whether the sender signs with such an algorithm. */
  default boolean fits(Algorithm algorithm) {
    return algorithm.kind() == Algorithm.Kind.MAC;
  }
}
