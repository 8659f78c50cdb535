package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Source;

/** An application whose source {@code hook} is operated from outside, as by an operator's page. */
final class Operated {
  private final AtomicReference<ServletContext> context = new AtomicReference<>();
  private final WebApp app = new WebApp();

  Operated(SettableClock clock, Map<String, String> params, WebApp.Service servlet) {
    app.guard("hook", clock, params)
        .servlet("/hook", servlet)
        .servlet("/context", (request, response) -> context.set(request.getServletContext()));
  }

  /** With a servlet that always fails. */
  Operated withThrowing(String path) {
    app.servlet(
        path,
        (request, response) -> {
          throw new IllegalStateException("failed");
        });
    return this;
  }

  WebApp app() {
    return app;
  }

  /** The source of the running application. */
  Source source(Server server) throws Exception {
    server.post("/context", Post.unsigned(""));
    return (Source) context.get().getAttribute(Source.ATTRIBUTE + ".hook");
  }

  /** After the application has stopped. */
  Object attribute() {
    return context.get().getAttribute(Source.ATTRIBUTE + ".hook");
  }
}
