package org.gatepost.cdi.documentation.senders;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.cdi.documentation.Page;
import org.gatepost.receiver.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages of senders: the web.xml of all of them is deployed in one application, and a genuine
 * request of each reaches the observer of its page.
 */
class SenderPagesTest {
  private static final Path SOURCES =
      Path.of("src/test/java/org/gatepost/cdi/documentation/senders");
  private static final Pattern REFERENCE = Pattern.compile("(env:|file:/run/secrets/)([^<]+)");
  private static final Map<DocumentedSender, DocumentedSource> SOURCES_OF = new HashMap<>();
  private static final List<String> PROPERTIES = new ArrayList<>();

  @TempDir private static Path folder;
  private static DocumentedApplication application;

  @BeforeAll
  static void deployEveryPage() throws Exception {
    StringBuilder webXml = new StringBuilder();
    for (DocumentedSender sender : DocumentedSender.values()) {
      String xml = withSecret(sender, onlyBlock(sender, "xml"));
      SOURCES_OF.put(sender, DocumentedSource.of(xml));
      webXml.append(xml);
    }
    String first = Page.of("docs/how-to/first-delivery.md").blocks("xml").get(1);
    webXml.append(first.substring(first.indexOf("<servlet>")));
    application =
        new DocumentedApplication(
            folder,
            webXml.toString(),
            Journal.class,
            OpenedIssues.class,
            Payments.class,
            Mentions.class,
            CreatedOrders.class,
            Texts.class,
            GitlabPushes.class,
            Captures.class,
            Invoices.class,
            MailEvents.class,
            Changes.class,
            Notifications.class,
            Meetings.class);
  }

  /** No test can set a variable of its environment: a property or another file has the secret. */
  private static String withSecret(DocumentedSender sender, String xml) throws Exception {
    Matcher reference = REFERENCE.matcher(xml);
    assertThat(reference.find()).as(sender.page()).isTrue();
    if (reference.group(1).startsWith("file")) {
      Path file = Files.writeString(folder.resolve(reference.group(2)), sender.secret());
      return reference.replaceFirst(Matcher.quoteReplacement("file:" + file));
    }
    String property = "documented." + sender.name();
    System.setProperty(property, sender.secret());
    PROPERTIES.add(property);
    return reference.replaceFirst("property:" + property);
  }

  private static String onlyBlock(DocumentedSender sender, String language) {
    List<String> blocks = Page.of(sender.page()).blocks(language);
    assertThat(blocks).as(language + " of " + sender.page()).hasSize(1);
    return blocks.get(0);
  }

  @AfterAll
  static void stop() throws Exception {
    PROPERTIES.forEach(System::clearProperty);
    application.close();
  }

  private static Sent request(DocumentedSender sender) {
    return sender.request(SOURCES_OF.get(sender), Instant.now());
  }

  @ParameterizedTest
  @EnumSource
  void genuineRequestReachesTheObserverOfThePage(DocumentedSender sender) throws Exception {
    Sent request = request(sender);

    // Twilio reads what it is answered.
    boolean isMarkup = sender == DocumentedSender.TWILIO;
    assertThat(application.send(request))
        .isEqualTo(isMarkup ? "200 <Response/>" : "200 {\"status\":\"success\"}");
    assertThat(application.lines()).containsOnlyOnce(sender.written());

    // Of this preset alone an equal request is a new event once the first is finished.
    boolean forgets = sender == DocumentedSender.MICROSOFT_GRAPH;
    String status = forgets ? "success" : "already_processed";
    assertThat(application.send(request))
        .isEqualTo(isMarkup ? "200 <Response/>" : "200 {\"status\":\"" + status + "\"}");
  }

  @ParameterizedTest
  @EnumSource
  void forgeryIsRefused(DocumentedSender sender) throws Exception {
    Sent genuine = request(sender);
    String body = new String(genuine.body(), StandardCharsets.UTF_8);
    String forged =
        sender == DocumentedSender.MICROSOFT_GRAPH ? body.replace("s3cr3t", "guess") : body + " ";

    assertThat(
            application.send(
                new Sent(
                    genuine.path(), genuine.headers(), forged.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("401 {\"error\":\"Invalid signature\"}");
  }

  @Test
  void handshakesAreAnsweredAsThePagesSay() throws Exception {
    assertThat(
            answer(
                DocumentedSender.SLACK,
                "{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1a\"}"))
        .isEqualTo("200 3eZbrw1a");
    assertThat(
            answer(
                DocumentedSender.ZOOM,
                "{\"event\": \"endpoint.url_validation\", \"payload\": {\"plainToken\": \"q9ib\"}}"))
        .startsWith("200 {\"plainToken\":\"q9ib\",\"encryptedToken\":\"");
    String graph = SOURCES_OF.get(DocumentedSender.MICROSOFT_GRAPH).path();
    assertThat(
            application.send(new Sent(graph + "?validationToken=abc%20d", Map.of(), new byte[0])))
        .isEqualTo("200 abc d");
  }

  private static String answer(DocumentedSender sender, String body) throws Exception {
    return application.send(sender.request(SOURCES_OF.get(sender), body, Instant.now()));
  }

  @ParameterizedTest
  @EnumSource
  void observerOfThePageIsTheOneThatIsCalled(DocumentedSender sender) throws Exception {
    String block = onlyBlock(sender, "java");
    Matcher name = Pattern.compile("class (\\w+)").matcher(block);
    assertThat(name.find()).isTrue();
    String source = Files.readString(SOURCES.resolve(name.group(1) + ".java"));

    assertThat(squeezed(source)).contains(squeezed(block));
  }

  @Test
  void sourceIsPausedAsThePageOfOperationsSays() throws Exception {
    ServletContext servletContext = application.servletContext();

    Source source = (Source) servletContext.getAttribute(Source.ATTRIBUTE + ".github");
    source.pause();

    assertThat(application.send(request(DocumentedSender.GITHUB))).startsWith("503 ");
    source.resume();
    String here = Files.readString(SOURCES.resolve("SenderPagesTest.java"));
    assertThat(Page.of("docs/reference/operations.md").blocks("java"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(squeezed(here)).contains(squeezed(block)));
  }

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
