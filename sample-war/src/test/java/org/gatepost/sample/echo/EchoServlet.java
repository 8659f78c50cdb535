package org.gatepost.sample.echo;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells all it sees, reading the body in the way that the header {@code X-Read} asks for. */
@WebServlet(urlPatterns = {"/open/echo", "/guarded/echo"})
@MultipartConfig(maxFileSize = 1000)
public class EchoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    StringBuilder seen = new StringBuilder();
    seen.append(request.getMethod() + " " + request.getQueryString() + " " + request.getProtocol());
    seen.append("\nlength " + request.getContentLength() + " " + request.getContentLengthLong());
    seen.append("\ntype " + request.getContentType() + " " + request.getCharacterEncoding());
    seen.append("\ndispatcher " + request.getDispatcherType());
    for (String name : new TreeSet<>(Collections.list(request.getHeaderNames()))) {
      seen.append("\n" + name.toLowerCase(Locale.ROOT));
      seen.append(Collections.list(request.getHeaders(name)));
    }
    seen.append("\n");
    switch (request.getHeader("X-Read")) {
      case "stream" -> seen.append(hex(request.getInputStream().readAllBytes()));
      case "reader" -> {
        StringWriter text = new StringWriter();
        request.getReader().transferTo(text);
        seen.append(hex(text.toString().getBytes(StandardCharsets.UTF_16BE)));
      }
      case "parts" -> {
        for (Part part : request.getParts()) {
          seen.append(part.getName() + " " + part.getSubmittedFileName() + " ");
          seen.append(part.getContentType() + " " + part.getSize() + " ");
          seen.append(hex(part.getInputStream().readAllBytes()) + "\n");
        }
      }
      default -> {
        // Parameters, below.
      }
    }
    new TreeMap<>(request.getParameterMap())
        .forEach((name, values) -> seen.append("\n" + name + List.of(values)));
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(seen.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
