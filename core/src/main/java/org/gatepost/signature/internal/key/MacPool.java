package org.gatepost.signature.internal.key;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link Mac} instances of one key, so that a request pays for the hash and not for the
 * set-up. Thread-safe and lock-free; keeps at most {@value #SLOTS} idle instances.
 */
public final class MacPool {
  private static final int SLOTS = 16;

  private final String jcaName;
  private final SecretKeySpec key;
  private final AtomicReferenceArray<@Nullable LentMac> idle = new AtomicReferenceArray<>(SLOTS);

  public MacPool(Algorithm algorithm, byte[] key) {
    this.jcaName = algorithm.jcaName();
    this.key = new SecretKeySpec(key, jcaName);
  }

  /** The HMAC of some bytes. */
  public byte[] compute(byte[] content) {
    LentMac mac = lend();
    mac.update(content);
    return finish(mac);
  }

  /** The HMAC of what was written to an instance since it was lent, which is put back. */
  public byte[] finish(LentMac mac) {
    byte[] result = mac.doFinal();
    idle.setRelease(slot(), mac);
    return result;
  }

  /**
   * An instance to write to, and then to {@link #finish}. One that an exception left half fed is
   * not put back.
   */
  public LentMac lend() {
    LentMac mac = idle.getAndSet(slot(), null);
    return mac == null ? new LentMac(create()) : mac;
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() % SLOTS);
  }

  private Mac create() {
    try {
      Mac mac = Mac.getInstance(jcaName);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      // Every Java platform has these algorithms (javax.crypto.Mac), and any key of one byte or
      // more fits.
      throw new IllegalStateException("no " + jcaName + " on this Java platform", e);
    }
  }
}
