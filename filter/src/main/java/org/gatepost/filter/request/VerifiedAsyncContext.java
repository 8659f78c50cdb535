package org.gatepost.filter.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code AsyncContext} behind the gate, where GlassFish has made it: its listeners are told of
 * the response that they should be told of, but the server is shown an {@link UnsetResponse}. Else
 * it would answer 200 to every failure for which somebody has a listener. As thread-safe as the
 * server's own.
 */
final class VerifiedAsyncContext implements AsyncContext {
  private static final String GLASSFISH = "org.apache.catalina.connector.";

  private final AsyncContext container;

  private VerifiedAsyncContext(AsyncContext container) {
    this.container = container;
  }

  /**
   * The context that an application is to see.
   *
   * @param container the server's; it is given out as it is if that server leaves responses alone
   * @param former what was given out before, which is given out again for the same context
   */
  static AsyncContext of(AsyncContext container, @Nullable AsyncContext former) {
    if (former == container
        || (former instanceof VerifiedAsyncContext known && known.container == container)) {
      return former;
    }
    boolean isGlassFish = container.getClass().getName().startsWith(GLASSFISH);
    return isGlassFish ? new VerifiedAsyncContext(container) : container;
  }

  @Override
  public void addListener(AsyncListener listener) {
    addListener(listener, getRequest(), getResponse());
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    if (listener != null && response instanceof HttpServletResponse http) {
      container.addListener(new Relay(this, listener, response), request, new UnsetResponse(http));
    } else {
      container.addListener(listener, request, response);
    }
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return container.createListener(type);
  }

  @Override
  public ServletRequest getRequest() {
    return container.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return container.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return container.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    container.dispatch();
  }

  @Override
  public void dispatch(String path) {
    container.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    container.dispatch(context, path);
  }

  @Override
  public void complete() {
    container.complete();
  }

  @Override
  public void start(Runnable task) {
    container.start(task);
  }

  @Override
  public void setTimeout(long timeoutInMilliseconds) {
    container.setTimeout(timeoutInMilliseconds);
  }

  @Override
  public long getTimeout() {
    return container.getTimeout();
  }

  /** Tells a listener of the response that it was added with. */
  private record Relay(
      VerifiedAsyncContext context, AsyncListener listener, ServletResponse response)
      implements AsyncListener {
    private AsyncEvent told(AsyncEvent event) {
      return new AsyncEvent(context, event.getSuppliedRequest(), response, event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      listener.onComplete(told(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      listener.onTimeout(told(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      listener.onError(told(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      listener.onStartAsync(told(event));
    }
  }
}
