package org.gatepost.benchmarks.load.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the body and holds the request until a GET lets all go, so that one can see what so many
 * requests in progress keep on the heap. A GET with {@code ?count} tells how many are held.
 */
public class ParkServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient AtomicInteger held = new AtomicInteger();
  private transient volatile CountDownLatch gate = new CountDownLatch(1);

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    BareServlet.drain(request);
    CountDownLatch opens = gate;
    held.incrementAndGet();
    try {
      opens.await();
    } catch (InterruptedException e) {
      throw new ServletException(e);
    } finally {
      held.decrementAndGet();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getQueryString() == null) {
      CountDownLatch opens = gate;
      gate = new CountDownLatch(1);
      opens.countDown();
    }
    response.getWriter().print(held.get());
  }
}
