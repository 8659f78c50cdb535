package org.gatepost.benchmarks.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepost.benchmarks.load.app.BareServlet;
import org.gatepost.benchmarks.load.app.CountingObserver;
import org.gatepost.benchmarks.load.app.DocumentedHandler;
import org.gatepost.benchmarks.load.app.EndsWithParent;
import org.gatepost.benchmarks.load.app.InsertServlet;
import org.gatepost.benchmarks.load.app.InsertingObserver;
import org.gatepost.benchmarks.load.app.StatementsServlet;
import org.gatepost.benchmarks.load.app.ThreeInsertsServlet;
import org.gatepost.benchmarks.load.app.ThreeObservers;
import org.gatepost.benchmarks.load.app.VitalsServlet;
import org.gatepost.benchmarks.load.app.Work;
import org.gatepost.benchmarks.load.app.WorkflowCompleted;
import org.gatepost.cdi.EventServlet;

/** Payara Micro with what is compared on it. */
final class PayaraMicro {
  static final List<Comparison> RECEIVERS =
      List.of(
          of("filter", "filter, `ledger=none`", "/none", false),
          of("memory", "filter, memory ledger", "/memory", false),
          of("audit", "filter, memory ledger, audit log", "/audit", true),
          of("events", "filter, memory ledger, one observer", "/events", false),
          of("document", "handler by the sender's document", "/document", false));

  static final List<Comparison> STORES =
      List.of(
          store("insert", "one insert and commit", "/insert"),
          store("statements", "the same inserts and commits by hand", "/statements"),
          new Comparison(
              "payara-store-lease",
              "filter, JDBC ledger, `claim` = `lease`, one observer that inserts",
              "filter, JDBC ledger, one observer that inserts",
              "/store/store-lease",
              "/store/store-events",
              "/store/vitals",
              false),
          new Comparison(
              "payara-store-three",
              "three inserts and commits",
              "filter, JDBC ledger, three observers that insert",
              "/store/three-inserts",
              "/store/store-three",
              "/store/vitals",
              false));

  private static final String READY = "ready in";

  private PayaraMicro() {}

  private static Comparison of(String id, String subject, String path, boolean auditLog) {
    return new Comparison(
        "payara-" + id,
        "bare servlet",
        subject,
        "/load/bare",
        "/load" + path,
        "/load/vitals",
        auditLog);
  }

  private static Comparison store(String id, String baseline, String path) {
    return new Comparison(
        "payara-store-" + id,
        baseline,
        "filter, JDBC ledger, one observer that inserts",
        "/store" + path,
        "/store/store-events",
        "/store/vitals",
        false);
  }

  /** Starts a server with the receivers that need no database. */
  static ServerProcess withReceivers(LoadSettings settings, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path war =
        new War()
            .gatepost()
            .classes(
                BareServlet.class,
                CountingObserver.class,
                DocumentedHandler.class,
                EndsWithParent.class,
                VitalsServlet.class,
                WorkflowCompleted.class)
            .filter("/none", settings.preset(), "none")
            .filter("/memory", settings.preset(), "memory")
            .filter("/audit", settings.preset(), "memory")
            .filter("/events", settings.preset(), "memory")
            .servlet(BareServlet.class, "/bare", "/none", "/memory", "/audit")
            .servlet(EventServlet.class, "/events")
            .servlet(DocumentedHandler.class, "/document")
            .servlet(VitalsServlet.class, "/vitals/*")
            .xml(listener())
            .write(folder.resolve("load.war"));
    return start(settings, folder, war);
  }

  /** Starts a server with the receivers that write to a database. */
  static ServerProcess withStores(LoadSettings settings, Path folder, EmbeddedPostgres database)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path war =
        new War()
            .gatepost()
            .jarOf(org.postgresql.Driver.class)
            .classes(
                EndsWithParent.class,
                InsertServlet.class,
                InsertingObserver.class,
                StatementsServlet.class,
                ThreeInsertsServlet.class,
                ThreeObservers.class,
                VitalsServlet.class,
                Work.class,
                WorkflowCompleted.class)
            .filter("/store-events", settings.preset(), "jdbc:" + Work.DATA_SOURCE)
            .filter(
                "/store-lease",
                settings.preset(),
                "jdbc:" + Work.DATA_SOURCE,
                Map.of("claim", "lease"))
            .filter("/store-three", settings.preset(), "jdbc:" + Work.DATA_SOURCE)
            .servlet(EventServlet.class, "/store-events", "/store-lease", "/store-three")
            .servlet(ThreeInsertsServlet.class, "/three-inserts")
            .servlet(InsertServlet.class, "/insert")
            .servlet(StatementsServlet.class, "/statements")
            .servlet(VitalsServlet.class, "/vitals/*")
            .xml(listener())
            .xml(dataSource(database, settings.connections()))
            .write(folder.resolve("store.war"));
    return start(settings, folder, war);
  }

  private static String listener() {
    return "<listener>"
        + War.element("listener-class", EndsWithParent.class.getName())
        + "</listener>";
  }

  private static String dataSource(EmbeddedPostgres database, int connections) {
    return "<data-source>"
        + War.element("name", Work.DATA_SOURCE)
        + War.element("class-name", "org.postgresql.ds.PGSimpleDataSource")
        + War.element("url", "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres")
        + War.element("user", "postgres")
        + War.element("password", "postgres")
        // As a pool has it that an administrator makes: else each connection that is taken is
        // compared with what is asked for, which costs as much as a statement.
        + "<property>"
        + War.element("name", "fish.payara.match-connections")
        + War.element("value", "false")
        + "</property>"
        + War.element("transactional", "true")
        + War.element("initial-pool-size", "8")
        + War.element("max-pool-size", Integer.toString(2 * connections))
        + War.element("min-pool-size", "8")
        + "</data-source>";
  }

  private static ServerProcess start(LoadSettings settings, Path folder, Path war)
      throws IOException, InterruptedException {
    return start(settings, folder, List.of("deploy \"" + war + "\""), "WARNING");
  }

  /**
   * Starts a server.
   *
   * @param commands what it does before it says that it is ready
   * @param level what it logs
   */
  static ServerProcess start(
      LoadSettings settings, Path folder, List<String> commands, String level)
      throws IOException, InterruptedException {
    String listener = "set configs.config.server-config.network-config.network-listeners.";
    String protocol = "set configs.config.server-config.network-config.protocols.";
    Path first =
        Files.write(
            folder.resolve("first.txt"),
            List.of(
                listener + "network-listener.http-listener.address=127.0.0.1",
                // Without end: else a connection is closed after 250 requests.
                protocol + "protocol.http-listener.http.max-connections=-1"));
    Path then = Files.write(folder.resolve("then.txt"), commands);
    Path logging =
        Files.write(
            folder.resolve("logging.properties"),
            List.of(
                "handlers=java.util.logging.ConsoleHandler",
                "java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter",
                "java.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n",
                ".level=" + level,
                "PayaraMicro.level=INFO"));
    int port = ServerProcess.freePort();
    List<String> arguments = new ArrayList<>(settings.serverOptions());
    arguments.addAll(List.of("-jar", settings.target().resolve("payara-micro.jar").toString()));
    arguments.addAll(
        List.of("--nohazelcast", "--disablephonehome", "--port", Integer.toString(port)));
    arguments.addAll(List.of("--prebootcommandfile", first.toString()));
    arguments.addAll(List.of("--postbootcommandfile", then.toString()));
    arguments.addAll(List.of("--logproperties", logging.toString()));
    return ServerProcess.start(folder, port, arguments, READY);
  }
}
