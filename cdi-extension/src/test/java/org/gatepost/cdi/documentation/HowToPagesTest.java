package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.cdi.TestApplication;
import org.gatepost.receiver.Settings;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of tasks show: observers run, and settings are accepted. */
class HowToPagesTest {
  private static final String DATABASE = "jdbc:h2:mem:how-to;DB_CLOSE_DELAY=-1";
  private static final Pattern PARAM =
      Pattern.compile("<param-name>([^<]+)</param-name>\\s*<param-value>([^<]+)</param-value>");
  private static final Pattern SECRET = Pattern.compile("(env:|file:/run/secrets/)([\\w-]+)");

  @TempDir private Path folder;

  /** The observer of the page as a server would make it. */
  @ApplicationScoped
  static class PaymentsInServer extends Payments {
    PaymentsInServer() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(DATABASE);
      database = source;
    }
  }

  @Test
  void paymentIsWrittenAsThePageOfMoneySays() throws Exception {
    try (TestApplication application = TestApplication.with(PaymentsInServer.class);
        Connection connection = new PaymentsInServer().database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE payment (id VARCHAR(30) PRIMARY KEY, amount BIGINT)");

      assertThat(
              application.deliver(
                  "payment_intent.succeeded",
                  "{\"data\": {\"object\": {\"id\": \"pi_1\", \"amount\": 1999}}}"))
          .isEqualTo("DONE");

      assertThat(amounts(statement)).containsExactly(1999L);
      statement.execute("SHUTDOWN");
    }
  }

  private static List<Long> amounts(Statement statement) throws SQLException {
    List<Long> amounts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT amount FROM payment")) {
      while (rows.next()) {
        amounts.add(rows.getLong(1));
      }
    }
    return amounts;
  }

  @Test
  void observerOfThePageOfMoneyIsTheOneThatRuns() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/org/gatepost/cdi/documentation/Payments.java"));

    assertThat(Page.of("docs/how-to/orders-and-money.md").blocks("java"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(squeezed(source)).contains(squeezed(block)));
  }

  /** The README's are compiled, deployed and called on Payara. */
  @Test
  void firstDeliveryIsTheOneOfTheReadme() {
    Page readme = Page.of("README.md");
    Page page = Page.of("docs/how-to/first-delivery.md");

    assertThat(page.blocks("xml"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(readme.blocks("xml")).contains(block));
    assertThat(page.blocks("java"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(readme.blocks("java")).contains(block));
  }

  @Test
  void settingsOfEveryTaskAreAccepted() throws Exception {
    int checked = 0;
    for (Page page : Page.all()) {
      if (page.path().getParent() == null || !page.path().getParent().endsWith("how-to")) {
        continue;
      }
      for (String block : page.blocks("xml")) {
        Map<String, String> params = params(block);
        if (!params.isEmpty()) {
          params.putIfAbsent("scheme", "github");
          params.putIfAbsent("secret", "literal:s3cr3t");
          assertThat(Settings.read(page.toString(), params)).as(page.toString()).isNotNull();
          checked++;
        }
      }
    }

    assertThat(checked).isGreaterThan(5);
  }

  private Map<String, String> params(String xml) throws Exception {
    Map<String, String> params = new HashMap<>();
    Matcher found = PARAM.matcher(xml);
    while (found.find()) {
      params.put(found.group(1), found.group(2));
    }
    if (params.containsKey("secret")) {
      params.put("secret", here(params.get("secret")));
    }
    return params;
  }

  /** The same references, to secrets that are there. */
  private String here(String references) throws Exception {
    Matcher secret = SECRET.matcher(references);
    StringBuilder here = new StringBuilder();
    while (secret.find()) {
      Path file = Files.writeString(folder.resolve(secret.group(2)), "s3cr3t");
      secret.appendReplacement(here, Matcher.quoteReplacement("file:" + file));
    }
    return secret.appendTail(here).toString();
  }

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
