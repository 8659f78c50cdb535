package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Needs;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.junit.jupiter.api.Test;

/** Servlets and resources read the body behind a source as if for the first time. */
public abstract class Bodies {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS =
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
          + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n"
          + "Content-Type: text/plain\r\n\r\ncontent\r\n--x--\r\n";

  /** By a connection of its own: Jetty may close one behind an answer to parts. */
  private static Hooks anew(ServerUnderTest server) throws Exception {
    return new Hooks(server.hooks().base());
  }

  private static String told(ServerUnderTest server, String path, String type, String body)
      throws Exception {
    assertThat(anew(server).post(path, body, Map.of("Content-Type", type)).statusCode())
        .isEqualTo(401);
    return anew(server).signed(path, body, Map.of("Content-Type", type)).body();
  }

  /** What a servlet is told with the gate and without, which must be the same. */
  private static String toldByBoth(ServerUnderTest server, String type, String body)
      throws Exception {
    String open = anew(server).post("open", body, Map.of("Content-Type", type)).body();
    assertThat(told(server, "parts", type, body)).isEqualTo(open);
    return open;
  }

  @Test
  void servletReadsForm(ServerUnderTest server) throws Exception {
    assertThat(toldByBoth(server, FORM, "a=one&b=2")).isEqualTo("a=one");
  }

  /** In whichever charset the server takes where the sender names none. */
  @Test
  void servletReadsFormWithoutCharset(ServerUnderTest server) throws Exception {
    assertThat(toldByBoth(server, FORM, "a=one+%C3%A9")).startsWith("a=one ");
  }

  @Test
  void servletReadsParts(ServerUnderTest server) throws Exception {
    assertThat(toldByBoth(server, "multipart/form-data; boundary=x", PARTS))
        .isEqualTo("a=one|a=one|file(f.txt)=content");
  }

  @Test
  void servletReadsRawNamesOfParts(ServerUnderTest server) throws Exception {
    String named = PARTS.replace("name=\"a\"", "name=\"\u00e9\"");
    assertThat(toldByBoth(server, "multipart/form-data; boundary=x", named)).contains("file(");
  }

  @Test
  void servletReadsRawValuesOfParts(ServerUnderTest server) throws Exception {
    String valued = PARTS.replace("one", "\u00e9");
    assertThat(toldByBoth(server, "multipart/form-data; boundary=x", valued)).contains("|a=\u00e9");
  }

  /** Alone, and before and behind another name. */
  @Test
  void servletReadsEncodedNamesOfFiles(ServerUnderTest server) throws Exception {
    String plain = "filename=\"f.txt\"";
    String encoded = "filename*=UTF-8''n%C3%A4.txt";
    for (String names :
        List.of(
            encoded,
            plain + "; " + encoded,
            encoded + "; " + plain,
            plain + "; filename*=ISO-8859-1''n%E4.txt")) {
      String body = PARTS.replace(plain, names);
      assertThat(toldByBoth(server, "multipart/form-data; boundary=x", body)).contains("content");
    }
  }

  @Test
  @Needs(Ability.REST)
  void resourceReadsForm(ServerUnderTest server) throws Exception {
    assertThat(told(server, "api/form", FORM, "a=one&b=2&b=3")).isEqualTo("api a=one b=[2, 3]");
  }

  @Test
  @Needs(Ability.REST)
  void resourceReadsParts(ServerUnderTest server) throws Exception {
    assertThat(told(server, "api/parts", "multipart/form-data; boundary=x", PARTS))
        .isEqualTo("api a=one file=content");
  }

  @Test
  @Needs(Ability.REST)
  void resourceAnswersLater(ServerUnderTest server) throws Exception {
    assertThat(told(server, "api/later", "text/plain", "later")).isEqualTo("api later");
  }
}
