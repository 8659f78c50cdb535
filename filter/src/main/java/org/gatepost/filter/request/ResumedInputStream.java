package org.gatepost.filter.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The beginning of a body, which was read before, and behind it the container's stream. */
final class ResumedInputStream extends ServletInputStream {
  private final ByteArrayInputStream start;
  private final ServletInputStream rest;
  private final @Nullable IOException failure;

  /**
   * A stream.
   *
   * @param failure what reading on ended with, so that it ends with that again
   */
  ResumedInputStream(
      byte[] start, int length, ServletInputStream rest, @Nullable IOException failure) {
    this.start = new ByteArrayInputStream(start, 0, length);
    this.rest = rest;
    this.failure = failure;
  }

  private boolean isAtStart() {
    return start.available() > 0;
  }

  private ServletInputStream rest() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return rest;
  }

  @Override
  public int read() throws IOException {
    return isAtStart() ? start.read() : rest().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return isAtStart() ? start.read(target, offset, length) : rest().read(target, offset, length);
  }

  @Override
  public int available() throws IOException {
    return isAtStart() ? start.available() : rest.available();
  }

  @Override
  public boolean isFinished() {
    return !isAtStart() && rest.isFinished();
  }

  @Override
  public boolean isReady() {
    return isAtStart() || rest.isReady();
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    rest.setReadListener(
        new ReadListener() {
          // Payara tells it again when the listener, told of the start, asks whether more is there.
          private final AtomicBoolean told = new AtomicBoolean();

          @Override
          public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
          }

          @Override
          public void onAllDataRead() throws IOException {
            if (told.getAndSet(true)) {
              return;
            }
            // The container knows nothing of the start.
            if (isAtStart()) {
              listener.onDataAvailable();
            }
            listener.onAllDataRead();
          }

          @Override
          public void onError(Throwable error) {
            listener.onError(error);
          }
        });
  }
}
