package org.gatepost.servers.application;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.gatepost.Delivery;

/** Answers later; at the first attempt as the header {@code How} says. */
@WebServlet(urlPatterns = "/later", asyncSupported = true)
public final class LaterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      throw new IllegalStateException("as it was told to");
    }
    int attempt = ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt();
    String how = attempt > 1 ? "success" : request.getHeader("How");
    AsyncContext context = request.startAsync();
    context.addListener(new Idle());
    switch (how) {
      case "success" -> context.start(() -> answer(context, 200, attempt));
      case "status" -> context.start(() -> answer(context, 500, attempt));
      case "error" -> context.dispatch();
      case "timeout" -> context.setTimeout(200);
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static void answer(AsyncContext context, int status, int attempt) {
    try {
      HttpServletResponse response = (HttpServletResponse) context.getResponse();
      response.setStatus(status);
      response.getWriter().print("attempt " + attempt);
      context.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One as an application may have, which leaves the outcome to the server. */
  private static final class Idle implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
