package org.gatepost.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.gatepost.Delivery;

/** Fails at the first attempt, asynchronously, as the header {@code how} says. */
public final class AsyncFailures extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      throw new IllegalStateException("failed");
    }
    int attempt = ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt();
    String how = request.getHeader("how");
    if (attempt > 1 || how.equals("not at all")) {
      response.getWriter().print("attempt " + attempt);
      return;
    }
    AsyncContext context = request.startAsync();
    if (how.endsWith("with a listener")) {
      context.addListener(new Idle());
    } else if (how.endsWith("with a created listener")) {
      context.addListener(create(context), request, response);
    } else if (how.endsWith("with a later listener")) {
      request.getAsyncContext().addListener(new Idle());
    } else if (how.endsWith("that is answered")) {
      context.addListener(new Answering());
    }
    switch (Stream.of(how.split(" ")).findFirst().get()) {
      case "status" -> context.start(() -> fail(context, response, false));
      case "error" -> context.start(() -> fail(context, response, true));
      case "timeout" -> context.setTimeout(1);
      case "dispatch" -> context.dispatch();
      case "success" -> context.complete();
      default -> {
        context.setTimeout(500);
        throw new IllegalStateException("failed");
      }
    }
  }

  private static AsyncListener create(AsyncContext context) {
    try {
      return context.createListener(Idle.class);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fail(AsyncContext context, HttpServletResponse response, boolean error) {
    try {
      if (error) {
        response.sendError(503);
      } else {
        response.setStatus(500);
      }
      context.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A listener as an application has one, to whose response the server does what it likes. */
  public static class Idle implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  /** A listener that makes of a timeout a success, by the response that it is shown. */
  public static final class Answering extends Idle {
    @Override
    public void onTimeout(AsyncEvent event) {
      ((HttpServletResponse) event.getSuppliedResponse()).setStatus(202);
      event.getAsyncContext().complete();
    }
  }
}
