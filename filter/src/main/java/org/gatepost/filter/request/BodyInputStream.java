package org.gatepost.filter.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body in memory as the stream of a request, blocking or with a listener (Servlet 6.0, section
 * 3.7). As in a container, the listener is called on a thread of the container's, and not before
 * the servlet has returned. Thread-safe as far as the listener needs it.
 */
final class BodyInputStream extends ServletInputStream {
  private final byte[] body;
  private final HttpServletRequest request;
  // Both volatile, as what reads and what listens may be on two threads: a lock for each read costs
  // more than the read.
  private volatile int position;
  private volatile @Nullable ReadListener listener;
  private boolean servletReturned;
  private boolean calling;
  private boolean toldAllRead;

  BodyInputStream(byte[] body, HttpServletRequest request, boolean servletReturned) {
    this.body = body;
    this.request = request;
    this.servletReturned = servletReturned;
  }

  @Override
  public int read() {
    int at = position;
    if (at == body.length) {
      afterRead();
      return -1;
    }
    position = at + 1;
    afterRead();
    return body[at] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    int at = position;
    int read = Math.min(length, body.length - at);
    System.arraycopy(body, at, target, offset, read);
    position = at + read;
    afterRead();
    return at == body.length ? -1 : read;
  }

  @Override
  public byte[] readAllBytes() {
    byte[] rest = Arrays.copyOfRange(body, position, body.length);
    position = body.length;
    afterRead();
    return rest;
  }

  @Override
  public int available() {
    return body.length - position;
  }

  @Override
  public boolean isFinished() {
    return position == body.length;
  }

  /** As in most containers, a listener is not told to read on at the end. */
  @Override
  public synchronized boolean isReady() {
    return listener == null || !isFinished();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if there is a listener already, or the request is not
   *     asynchronous
   */
  @Override
  public synchronized void setReadListener(ReadListener given) {
    Objects.requireNonNull(given);
    if (listener != null) {
      throw new IllegalStateException("a ReadListener is set already");
    }
    if (!request.isAsyncStarted()) {
      throw new IllegalStateException("the request is not asynchronous");
    }
    listener = given;
    if (servletReturned) {
      callOnAnotherThread();
    }
  }

  /** The servlet has returned: a listener that it has set may be called. */
  synchronized void servletReturned() {
    servletReturned = true;
    if (listener != null) {
      callOnAnotherThread();
    }
  }

  /** A listener that left some of the body is told when it, or another thread, reads the rest. */
  private void afterRead() {
    if (listener != null) {
      tellEnd();
    }
  }

  private synchronized void tellEnd() {
    if (servletReturned && !calling && isFinished() && !toldAllRead) {
      callOnAnotherThread();
    }
  }

  private void callOnAnotherThread() {
    calling = true;
    try {
      request.getAsyncContext().start(this::call);
    } catch (IllegalStateException ended) {
      // The request has ended already: there is nobody to read for.
    }
  }

  private void call() {
    ReadListener called = Objects.requireNonNull(listener);
    try {
      if (!isFinished()) {
        called.onDataAvailable();
      }
      if (endOfCall()) {
        called.onAllDataRead();
      }
    } catch (Throwable t) {
      // Whatever it is: the listener is the place for it (Servlet 6.0, section 3.7).
      called.onError(t);
    }
  }

  /** Whether the end is reached, and to be told. */
  private synchronized boolean endOfCall() {
    calling = false;
    boolean tell = isFinished() && !toldAllRead;
    toldAllRead |= tell;
    return tell;
  }
}
