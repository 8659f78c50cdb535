package org.gatepost.ledger.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.naming.Context;
import javax.sql.DataSource;
import org.apache.naming.ContextBindings;
import org.apache.naming.NamingContext;
import org.apache.naming.java.javaURLContextFactory;
import org.gatepost.Lookup;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.gatepost.receiver.Settings;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** GP036: a database that is no ledger yet is told of at start, and stops nothing. */
@SuppressWarnings("BanJNDI")
public class LedgerProbeTest {
  private static final String TOKEN = "LedgerProbeTest";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @TempDir private Path folder;

  private Context jdbc;

  @BeforeEach
  void bind() throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, javaURLContextFactory.class.getName());
    System.setProperty(Context.URL_PKG_PREFIXES, "org.apache.naming");
    NamingContext root = new NamingContext(new Hashtable<>(), "test");
    jdbc = root.createSubcontext("comp").createSubcontext("env").createSubcontext("jdbc");
    ContextBindings.bindContext(TOKEN, root);
    ContextBindings.bindThread(TOKEN, null);
  }

  @AfterEach
  void unbind() {
    ContextBindings.unbindThread(TOKEN, null);
    ContextBindings.unbindContext(TOKEN, null);
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    System.clearProperty(Context.URL_PKG_PREFIXES);
  }

  private static LedgerWatch open(String name) throws Exception {
    return open(name, "hook", "");
  }

  private static LedgerWatch open(String name, String ledgerSource, String application)
      throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "jdbc:" + name);
    return Settings.read("hook", params)
        .ledger()
        .open("hook", ledgerSource, false, new SettableClock(NOW), new LedgerProbes(application));
  }

  private static DataSource h2(String url) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    return dataSource;
  }

  @Test
  void goodDatabaseIsMadeReadySilently() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("good");
    jdbc.bind("good", h2(url));
    open("java:comp/env/jdbc/good");
    assertThat(log.lines("GP036")).isEmpty();
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(
              connection
                  .createStatement()
                  .executeQuery("SELECT COUNT(*) FROM gatepost_delivery")
                  .next())
          .isTrue();
    }
  }

  @Test
  void anotherApplicationWithTheSameSourceIsTold() throws Exception {
    jdbc.bind("shared", h2("jdbc:h2:" + folder.resolve("shared")));
    String name = "java:comp/env/jdbc/shared";
    open(name, "hook", "/shop");
    open(name, "hook", "/shop");
    open(name, "other", "/billing");
    assertThat(log.lines("GP049")).isEmpty();

    open(name, "hook", "/billing");

    assertThat(log.lines("GP049"))
        .containsExactly(
            "GP049: source [hook] was last used in the tables of its ledger by the application [/shop]: if that is"
                + " another one, each takes the other's deliveries for copies, so set context-param"
                + " [gatepost.application] to a name of its own in each");
    open(name, "hook", "/billing");
    assertThat(log.lines("GP049")).hasSize(1);
  }

  @Test
  void tableForThatIsNotNeeded() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("older");
    jdbc.bind("older", h2(url));
    open("java:comp/env/jdbc/older", "hook", "/shop");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute("DROP TABLE gatepost_source");
    }
    jdbc.bind("closed", h2(url + ";ACCESS_MODE_DATA=r"));
    open("java:comp/env/jdbc/closed", "hook", "/billing");
    assertThat(log.lines("GP036")).isEmpty();
    assertThat(log.lines("GP049")).isEmpty();
    // Where it may be created it is.
    open("java:comp/env/jdbc/older", "hook", "/shop");
    open("java:comp/env/jdbc/older", "hook", "/billing");
    assertThat(log.lines("GP049")).hasSize(1);
  }

  @Test
  void wrongNameIsTold() throws Exception {
    assertThat(open("java:comp/env/jdbc/god").isDown()).isFalse();
    assertThat(log.lines("GP036"))
        .singleElement()
        .asString()
        .startsWith(
            "GP036: ledger [jdbc:java:comp/env/jdbc/god] of source [hook] is not ready at start, and until it is"
                + " every delivery is sent away with 503: [java:comp/env/jdbc/god] must be in JNDI");
  }

  @Test
  void somethingElseOfTheNameIsTold() throws Exception {
    jdbc.bind("text", "a text");
    open("java:comp/env/jdbc/text");
    assertThat(log.lines("GP036"))
        .singleElement()
        .asString()
        .endsWith("[java:comp/env/jdbc/text] in JNDI must be a data source");
  }

  @Test
  void tablesThatMayNotBeCreatedAreTold() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("closed");
    DriverManager.getConnection(url).close();
    jdbc.bind("closed", h2(url + ";ACCESS_MODE_DATA=r"));
    open("java:comp/env/jdbc/closed");
    assertThat(log.lines("GP036"))
        .singleElement()
        .asString()
        .contains(
            "the tables gatepost_delivery, gatepost_receipt and gatepost_schema must be there as in"
                + " META-INF/gatepost/ledger/h2.sql of the jar, and cannot be created: ",
            "read only");
  }

  @Test
  void databaseThatIsDownStopsNothing() throws Exception {
    jdbc.bind("down", h2("jdbc:h2:" + folder.resolve("none") + ";IFEXISTS=TRUE"));
    open("java:comp/env/jdbc/down");
    assertThat(log.lines("GP036"))
        .singleElement()
        .asString()
        .contains("the database cannot be used as a ledger: ");
  }

  /** Lets nobody have a connection before it is told to. */
  private static final class Slow {
    private final CountDownLatch patience = new CountDownLatch(1);
    private final Semaphore asked = new Semaphore(0);

    DataSource dataSource() {
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                asked.release();
                Await.latch(patience);
                throw new SQLException("too late");
              });
    }
  }

  private static String trouble(String name, Duration patience, LedgerProbes probes) {
    NamedDataSource dataSource = new NamedDataSource(name, Lookup.byServer());
    Duration any = Duration.ofDays(1);
    Ledger ledger = JdbcLedger.of(dataSource, any, any, new SettableClock(NOW));
    return new LedgerProbe(dataSource, ledger, "hook", "hook", patience).trouble(probes);
  }

  @Test
  void databaseThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    Slow slow = new Slow();
    jdbc.bind("slow", slow.dataSource());
    // Would else end when the latch runs out of patience.
    assertThat(trouble("java:comp/env/jdbc/slow", Duration.ofMillis(10), new LedgerProbes("")))
        .isEqualTo("it has not answered within PT0.01S");
    assertThat(slow.patience.getCount()).isEqualTo(1);
    slow.patience.countDown();
  }

  @Test
  void severalSourcesWaitForASilentDatabaseOnce() throws Exception {
    Slow slow = new Slow();
    jdbc.bind("slow", slow.dataSource());
    jdbc.bind("good", h2("jdbc:h2:" + folder.resolve("good")));
    LedgerProbes probes = new LedgerProbes("");
    trouble("java:comp/env/jdbc/slow", Duration.ofMillis(1), probes);
    slow.asked.acquire();

    // For a day, if it asked again.
    assertThat(trouble("java:comp/env/jdbc/slow", Duration.ofDays(1), probes))
        .isEqualTo("it has not answered within PT24H");
    assertThat(trouble("java:comp/env/jdbc/good", Duration.ofDays(1), probes)).isEmpty();
    assertThat(slow.asked.tryAcquire()).isFalse();

    slow.patience.countDown();
    Await.until(() -> !probes.isUnanswered("java:comp/env/jdbc/slow"));
    assertThat(trouble("java:comp/env/jdbc/slow", Duration.ofDays(1), probes)).contains("too late");
    slow.asked.acquire();
  }

  @Test
  void observingFilterAsksNobody() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "jdbc:java:comp/env/no");
    Settings.read("hook", params)
        .ledger()
        .open("hook", "hook", true, new SettableClock(NOW), new LedgerProbes(""));
    assertThat(log.lines("GP036")).isEmpty();
  }
}
