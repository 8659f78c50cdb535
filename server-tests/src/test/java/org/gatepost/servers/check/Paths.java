package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** Nothing unverified reaches a guarded path, however it is spelt. */
public abstract class Paths {
  private static final String GUARDED = "/any/hooks/github";
  private static final int PATIENCE_MILLIS = 60_000;

  /** One of each kind of the filter's own tests. */
  private static final List<String> SPELLINGS =
      List.of(
          "/any/hooks/github/",
          "/any/hooks/github//",
          "/any/hooks/github;x=y",
          "/any/hooks/github;jsessionid=0",
          "/any/hooks/github/;x",
          "/any/hooks/github/.",
          "/any/hooks/github/./",
          "/any/hooks/github/x/..",
          "/any/hooks/github/x/%2e%2e",
          "/any/hooks/github/x/..;/",
          "/any/hooks/github%2F",
          "/any/hooks/github%3Bx",
          "/any/hooks/github%253Bx",
          "/any/hooks/github%20",
          "/any/hooks/github%00",
          "/any/hooks/github%0a",
          "/any/hooks/github%5C",
          "/any/hooks/github.json",
          "/any/hooks/github?x=/open",
          "/any//hooks/github",
          "/any/hooks///github",
          "/any/./hooks/github",
          "/any/;x/hooks/github",
          "/any;x=y/hooks/github",
          "/any/hooks;a;b/github",
          "/any/hooks%2Fgithub",
          "/any/hooks%252Fgithub",
          "/any/hooks\\github",
          "/any/hooks%5Cgithub",
          "/any/%2e/hooks/github",
          "/any/x/../hooks/github",
          "/any/x/%2e%2e/hooks/github",
          "/any/x/..;/hooks/github",
          "/any/x%2F../hooks/github",
          "/any//x/../hooks/github",
          "/any/%68ooks/github",
          "/%61ny/hooks/github",
          "/any/hooks/%67%69%74%68%75%62",
          "/any/hooks/%2567ithub",
          "/any/hooks%c0%afgithub");

  @Test
  void noSpellingLeadsPastTheSource(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    assertThat(exchange(hooks, GUARDED)).startsWith("HTTP/1.1 401");
    for (String spelling : SPELLINGS) {
      exchange(hooks, spelling);
    }
    assertThat(hooks.get("seen")).doesNotContain("unverified");
  }

  @Test
  void whatLiesBesideIsOpen(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    assertThat(exchange(hooks, "/any/hooks/other"))
        .startsWith("HTTP/1.1 200")
        .contains("unverified /any/hooks/other");
  }

  /** As it is, since no honest client sends such a path. */
  private static String exchange(Hooks hooks, String path) throws IOException {
    String context = hooks.base().getPath().substring(0, hooks.base().getPath().length() - 1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hooks.base().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "POST "
              + context
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Signature: "
              + "0".repeat(64)
              + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
