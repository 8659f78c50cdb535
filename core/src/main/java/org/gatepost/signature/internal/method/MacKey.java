package org.gatepost.signature.internal.method;

import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.LentMac;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;

/** A shared key that makes HMACs. Thread-safe. */
public final class MacKey implements SharedKey {
  private static final byte[] NO_SECRET = {};

  private final MacPool macs;

  public MacKey(MacPool macs) {
    this.macs = macs;
  }

  @Override
  public byte[] sign(SignedContent.Text text, Values values) throws RefusedException {
    LentMac mac = macs.lend();
    text.writeTo(mac, values, NO_SECRET);
    return macs.finish(mac);
  }

  /** The HMAC of some bytes. */
  public byte[] sign(byte[] content) {
    return macs.compute(content);
  }
}
