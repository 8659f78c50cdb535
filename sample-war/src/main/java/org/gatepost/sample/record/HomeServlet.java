package org.gatepost.sample.record;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** What the observers saw, as a page for people: newest first. */
@WebServlet("")
public class HomeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="UTF-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="5">
      <title>Gatepost sample</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2430; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .4rem .75rem; border-bottom: 1px solid #d9dee5; }
      th { background: #f2f4f7; }
      td:nth-child(5) { text-align: right; }
      code { background: #f2f4f7; padding: 0 .25rem; }
      </style>
      </head>
      <body>
      <h1>What the observers saw</h1>
      """;
  private static final String FOOT =
      """
      <p>The same as JSON: <a href="received"><code>GET /received</code></a>. Webhooks are received at <code>/webhooks/broxi</code>,
      <code>broxi-body</code>, <code>sop</code>, <code>x-signature</code>, <code>github</code>, <code>stripe</code>, <code>slack</code>
      and <code>standard</code>.</p>
      </body>
      </html>
      """;

  @Inject private transient Records records;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    List<Received> all;
    try {
      all = records.all();
    } catch (SQLException e) {
      throw new ServletException("the records cannot be read", e);
    }
    Collections.reverse(all);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    PrintWriter page = response.getWriter();
    page.write(HEAD);
    if (all.isEmpty()) {
      page.write("<p>Nothing yet: send a webhook.</p>\n");
    } else {
      page.write("<table>\n<tr>");
      for (String title : List.of("Source", "Type", "Id", "Observer", "Attempt", "Received at")) {
        page.write("<th scope=\"col\">" + title + "</th>");
      }
      page.write("</tr>\n");
      all.forEach(received -> page.write(row(received)));
      page.write("</table>\n");
    }
    page.write(FOOT);
  }

  private static String row(Received received) {
    StringBuilder row = new StringBuilder("<tr>");
    for (Object cell :
        List.of(
            received.source(),
            received.type(),
            received.id() == null ? "" : received.id(),
            received.observer(),
            received.attempt(),
            received.receivedAt())) {
      row.append("<td>").append(escape(cell.toString())).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
