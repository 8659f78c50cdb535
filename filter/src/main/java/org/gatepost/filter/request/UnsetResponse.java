package org.gatepost.filter.request;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * What the container is given for a listener: GlassFish 7 and 8 set the status of it to 200 before
 * they call one. Not thread-safe, as no response is.
 */
final class UnsetResponse extends HttpServletResponseWrapper {
  UnsetResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {
    // The application's status is the outcome.
  }
}
