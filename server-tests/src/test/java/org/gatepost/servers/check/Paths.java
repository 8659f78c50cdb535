package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.fixture.Spellings;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** Nothing unverified reaches a guarded path, however it is spelt. */
public abstract class Paths {
  private static final String GUARDED = "/any/hooks/github";
  private static final int PATIENCE_MILLIS = 300_000;

  /** At least so many spellings are tried, the same on each server. */
  private static final int SPELLINGS = Integer.getInteger("gatepost.spellings", 200);

  @Test
  void noSpellingLeadsPastTheSource(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    String guarded = context(hooks) + GUARDED;
    assertThat(exchange(hooks, guarded)).startsWith("HTTP/1.1 401");
    List<String> spellings = Spellings.of(guarded, SPELLINGS);
    assertThat(spellings).hasSizeGreaterThanOrEqualTo(200);
    for (String spelling : spellings) {
      exchange(hooks, spelling);
    }
    assertThat(hooks.get("seen")).doesNotContain("unverified");
  }

  @Test
  void whatLiesBesideIsOpen(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    assertThat(exchange(hooks, context(hooks) + "/any/hooks/other"))
        .startsWith("HTTP/1.1 200")
        .contains("unverified /any/hooks/other");
  }

  private static String context(Hooks hooks) {
    return hooks.base().getPath().substring(0, hooks.base().getPath().length() - 1);
  }

  /** As it is, since no honest client sends such a path. */
  private static String exchange(Hooks hooks, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hooks.base().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Signature: "
              + "0".repeat(64)
              + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
