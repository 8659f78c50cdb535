package org.gatepost.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body in memory as the stream of a request, blocking or with a listener (Servlet 6.0, section
 * 3.7). As in a container, the listener is called on a thread of the container's, and not before
 * the servlet has returned. Thread-safe as far as the listener needs it.
 */
final class BodyInputStream extends ServletInputStream {
  private final ByteArrayInputStream body;
  private final HttpServletRequest request;
  private @Nullable ReadListener listener;
  private boolean servletReturned;
  private boolean calling;
  private boolean toldAllRead;

  BodyInputStream(byte[] body, HttpServletRequest request, boolean servletReturned) {
    this.body = new ByteArrayInputStream(body);
    this.request = request;
    this.servletReturned = servletReturned;
  }

  @Override
  public int read() {
    int read = body.read();
    afterRead();
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int read = body.read(target, offset, length);
    afterRead();
    return read;
  }

  @Override
  public int available() {
    return body.available();
  }

  @Override
  public boolean isFinished() {
    return body.available() == 0;
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
  private synchronized void afterRead() {
    if (listener != null && servletReturned && !calling && isFinished() && !toldAllRead) {
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
