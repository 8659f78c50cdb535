package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** That settings on any page are such as Gatepost takes, and schemes have keys that there are. */
class SnippetsTest {
  private static final Pattern PARAM =
      Pattern.compile("<param-name>([^<]+)</param-name>\\s*<param-value>([^<]+)</param-value>");
  private static final Pattern SECRET = Pattern.compile("(env:|file:/run/secrets/)([\\w.-]+)");

  private final List<Page> pages = Page.all();
  @TempDir private Path folder;

  @Test
  void everyBlockOfXmlIsWellFormed() throws Exception {
    for (Page page : pages) {
      for (String block : page.blocks("xml")) {
        InputSource all = new InputSource(new StringReader("<all>" + block + "</all>"));
        assertThatCode(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(all))
            .as(page.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  /** Those of senders are deployed: {@code SenderPagesTest}. */
  @Test
  void everyInitParamIsAccepted() throws Exception {
    int checked = 0;
    for (Page page : pages) {
      List<String> blocks =
          page.path().getParent() != null && page.path().getParent().endsWith("senders")
              ? List.of()
              : page.blocks("xml");
      for (String block : blocks) {
        Map<String, String> params = params(block);
        if (!params.isEmpty()) {
          assertThat(Settings.read(page.toString(), params)).as(page.toString()).isNotNull();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(8);
  }

  private Map<String, String> params(String xml) throws Exception {
    Map<String, String> params = new HashMap<>();
    Matcher found = PARAM.matcher(xml);
    while (found.find()) {
      params.put(found.group(1), here(found.group(2)));
    }
    if (!params.isEmpty()) {
      params.putIfAbsent("scheme", "github");
      if (!params.containsKey("learned-secret-file")) {
        params.putIfAbsent("secret", "literal:s3cr3t");
      }
    }
    return params;
  }

  /** The same references, to secrets that are there. */
  private String here(String value) throws Exception {
    Matcher secret = SECRET.matcher(value.replace("/var/lib/app", folder.toString()));
    StringBuilder here = new StringBuilder();
    while (secret.find()) {
      Path file = Files.writeString(folder.resolve(secret.group(2)), "s3cr3t");
      secret.appendReplacement(here, Matcher.quoteReplacement("file:" + file));
    }
    return secret.appendTail(here).toString();
  }

  @Test
  void everyKeyOfASchemeIsOneThatThereIs() throws Exception {
    List<String> blocks = Page.of("docs/reference/schemes.md").blocks("properties");
    assertThat(blocks).hasSizeGreaterThan(5);
    for (String block : blocks) {
      Properties keys = new Properties();
      keys.load(new StringReader(block));
      assertThat(Scheme.keys()).as(block).containsAll(keys.stringPropertyNames());
    }
  }

  @Test
  void signerSignsAsThePageOfSchemesSays() throws Exception {
    String url = "https://example.com/webhooks/twilio";
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.now();

    Signer signer = Scheme.preset("twilio").signer(Secret.of("test", "12345"));
    OutgoingRequest request =
        signer.request("POST", url, body, now, Map.of("Content-Type", "application/json"));

    assertThat(request.headers()).containsKey("X-Twilio-Signature");
    String here =
        Files.readString(Path.of("src/test/java/org/gatepost/cdi/documentation/SnippetsTest.java"));
    assertThat(Page.of("docs/reference/schemes.md").blocks("java"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(squeezed(here)).contains(squeezed(block)));
  }

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
