package org.gatepost.signature;

/** A shared key that makes HMACs. Thread-safe. */
final class MacKey implements SharedKey {
  private static final byte[] NO_SECRET = {};

  private final MacPool macs;

  MacKey(MacPool macs) {
    this.macs = macs;
  }

  @Override
  public byte[] sign(SignedContent.Text text, Values values) throws RefusedException {
    LentMac mac = macs.lend();
    text.writeTo(mac, values, NO_SECRET);
    return macs.finish(mac);
  }

  /** The HMAC of some bytes. */
  byte[] sign(byte[] content) {
    return macs.compute(content);
  }
}
