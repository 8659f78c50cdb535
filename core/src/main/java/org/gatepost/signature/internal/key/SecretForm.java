package org.gatepost.signature.internal.key;

import java.nio.charset.Charset;
import org.gatepost.signature.internal.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What the secrets of a scheme are for, and how senders show them. Immutable.
 *
 * @param algorithm what they sign or verify with
 * @param encoding how the key is written
 * @param prefix what stands before the key, perhaps; several are separated by {@code or}
 * @param text the charset in which a secret's whole text is a key besides, or null if it is none
 */
public record SecretForm(
    Algorithm algorithm, Encoding encoding, String prefix, @Nullable Charset text) {

  /** This form for another algorithm. */
  public SecretForm with(Algorithm other) {
    return new SecretForm(other, encoding, prefix, text);
  }
}
