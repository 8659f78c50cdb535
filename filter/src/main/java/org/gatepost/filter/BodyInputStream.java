package org.gatepost.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A body in memory as the stream of a request. */
final class BodyInputStream extends ServletInputStream {
  private final ByteArrayInputStream body;
  private boolean listening;

  BodyInputStream(byte[] body) {
    this.body = new ByteArrayInputStream(body);
  }

  @Override
  public int read() {
    return body.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    return body.read(target, offset, length);
  }

  @Override
  public int available() {
    return body.available();
  }

  @Override
  public boolean isFinished() {
    return body.available() == 0;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    if (listening) {
      throw new IllegalStateException("a ReadListener is set already");
    }
    listening = true;
    // Everything is there, so it is all read within this call.
    try {
      if (!isFinished()) {
        listener.onDataAvailable();
      }
      if (isFinished()) {
        listener.onAllDataRead();
      }
    } catch (IOException e) {
      listener.onError(e);
    }
  }
}
