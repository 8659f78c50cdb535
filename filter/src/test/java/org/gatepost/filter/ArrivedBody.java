package org.gatepost.filter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says by a digest what has arrived. */
final class ArrivedBody {
  private ArrivedBody() {}

  static WebApp.Service digesting() {
    return (request, response) ->
        response.getWriter().write(digest(request.getInputStream().readAllBytes()));
  }

  static String digest(byte[] body) {
    try {
      return body.length
          + ":"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
