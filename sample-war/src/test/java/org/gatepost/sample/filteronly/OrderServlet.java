package org.gatepost.sample.filteronly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.gatepost.Delivery;

/** A servlet as it was before the filter came, but for a look at the delivery. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
    String body = request.getReader().lines().collect(Collectors.joining("\n"));
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(delivery.source() + " " + delivery.type() + " " + body);
  }
}
