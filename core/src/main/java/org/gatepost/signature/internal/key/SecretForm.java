package org.gatepost.signature.internal.key;

import org.gatepost.signature.internal.format.Encoding;

/**
 * What the secrets of a scheme are for, and how senders show them. Immutable.
 *
 * @param algorithm what they sign or verify with
 * @param encoding how the key is written
 * @param prefix what stands before the key, perhaps; several are separated by {@code or}
 */
public record SecretForm(Algorithm algorithm, Encoding encoding, String prefix) {}
