package org.gatepost.servers.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells the parameters and parts that it is given. */
@WebServlet("/parts")
@MultipartConfig
public class PartsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    StringBuilder told = new StringBuilder("a=" + request.getParameter("a"));
    if (request.getContentType().startsWith("multipart/")) {
      for (Part part : request.getParts()) {
        String text = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        told.append('|').append(part.getName());
        if (part.getSubmittedFileName() != null) {
          told.append('(').append(part.getSubmittedFileName()).append(')');
        }
        told.append('=').append(text);
      }
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().print(told);
  }
}
