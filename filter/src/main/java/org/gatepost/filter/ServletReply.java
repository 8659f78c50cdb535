package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.gatepost.filter.request.Body;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Reception;
import org.gatepost.receiver.Reply;

/** The one place where a servlet's response is answered with a {@link Reply}. */
public final class ServletReply {
  private static final String CONTENT_TYPE = "Content-Type";

  private ServletReply() {}

  /**
   * Sends a reply.
   *
   * @param reply the answer
   * @param response where to
   * @throws IOException if the response cannot be written to; not if the sender has gone
   */
  public static void send(Reply reply, HttpServletResponse response) throws IOException {
    byte[] body = reply.bytes();
    response.setStatus(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      if (header.getKey().equals(CONTENT_TYPE)) {
        response.setContentType(header.getValue());
      } else {
        response.setHeader(header.getKey(), header.getValue());
      }
    }
    if (reply.status() == HttpServletResponse.SC_NO_CONTENT) {
      // It has no length either (RFC 9110, section 8.6).
      return;
    }
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The sender has gone. Thrown on, it would be a stack trace in the log of some servers for
      // every sender that does.
    }
  }

  /** Answers a request that does not go on; what is left to be found out comes after that. */
  static void send(
      Reception.Declined declined, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!declined.read()) {
      if (declined.verdict().answer() == Answer.TRY_AGAIN_LATER) {
        // It may be genuine: its sender is to come to read the answer.
        Body.discard(request);
      } else {
        Body.discardShort(request);
      }
    }
    send(declined.reply(), response);
    if (declined.hint().isPresent()) {
      try {
        response.flushBuffer();
      } catch (IOException e) {
        // The sender has gone; the log is for somebody else.
      }
      declined.hint().get().run();
    }
  }
}
