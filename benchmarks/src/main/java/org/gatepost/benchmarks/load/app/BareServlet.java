package org.gatepost.benchmarks.load.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body, keeps nothing of it, and answers 200: the least that a receiver can do. */
public class BareServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int STEP_IN_BYTES = 4 * 1024;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    drain(request);
  }

  /** Reads a body. */
  public static void drain(HttpServletRequest request) throws IOException {
    byte[] step = new byte[STEP_IN_BYTES];
    InputStream in = request.getInputStream();
    while (in.read(step) >= 0) {
      // Read is all it is.
    }
  }
}
