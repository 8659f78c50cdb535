package org.gatepost.signature.internal.key;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.gatepost.signature.internal.format.Sink;

/**
 * A {@link Mac} with room for what is short, such as a time and the point behind it, so that it
 * takes neither an array nor a call for each piece. Not thread-safe.
 */
public final class LentMac implements Sink {
  private static final int ROOM_IN_BYTES = 128;

  private final Mac mac;
  private final byte[] pending = new byte[ROOM_IN_BYTES];
  private int length;

  LentMac(Mac mac) {
    this.mac = mac;
  }

  @Override
  public void update(byte[] bytes) {
    if (bytes.length <= ROOM_IN_BYTES - length) {
      System.arraycopy(bytes, 0, pending, length, bytes.length);
      length += bytes.length;
    } else {
      flush();
      mac.update(bytes);
    }
  }

  @Override
  public void update(String text) {
    if (text.length() > ROOM_IN_BYTES - length) {
      update(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    int any = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      any |= c;
      pending[length + i] = (byte) c;
    }
    if (any >= 0x80) {
      // What has been put there is overwritten: it is beyond the length.
      update(text.getBytes(StandardCharsets.UTF_8));
    } else {
      length += text.length();
    }
  }

  /** The HMAC of all that came since the last, and a fresh start. */
  byte[] doFinal() {
    flush();
    return mac.doFinal();
  }

  private void flush() {
    if (length > 0) {
      mac.update(pending, 0, length);
      length = 0;
    }
  }
}
