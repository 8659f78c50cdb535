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
import java.util.List;
import org.gatepost.cdi.TestApplication;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What the pages of tasks show: that observers run, and are those of the page. */
class HowToPagesTest {
  private static final String DATABASE = "jdbc:h2:mem:how-to;DB_CLOSE_DELAY=-1";

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

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
