package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.servlet.DispatcherType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.TabularData;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Operated;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.SourceMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A source in JMX, as any console sees it. */
@InEachContainer
class SourceMXBeanTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t,literal:0ld", "healthy-above", "70");
  private static final MBeanServer JMX_SERVER = ManagementFactory.getPlatformMBeanServer();

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private final AtomicInteger attempts = new AtomicInteger();

  private WebApp app(Map<String, String> params) {
    return new Operated(
            clock,
            params,
            (request, response) -> {
              clock.advance(Duration.ofMillis(100L * attempts.incrementAndGet()));
              response.setStatus(request.getQueryString() == null ? 200 : 500);
            })
        .app();
  }

  private static Set<ObjectName> names() throws Exception {
    return new TreeSet<>(
        JMX_SERVER.queryNames(
            ObjectName.getInstance("org.gatepost:type=Source,name=\"hook\",*"), null));
  }

  private static ObjectName name() throws Exception {
    assertThat(names()).hasSize(1);
    return names().iterator().next();
  }

  private Post broxi(String id, String secret) {
    String body = "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}";
    return Post.signed("broxi", secret, clock.instant(), body);
  }

  private static Object value(String attribute) throws Exception {
    return JMX_SERVER.getAttribute(name(), attribute);
  }

  @Test
  void nothingIsThereBeforeTheFirstDelivery() throws Exception {
    try (Server server = container.start(app(BROXI))) {
      assertThat(server.port()).isPositive();
      assertThat(name().getKeyProperty("application")).startsWith("\"");
      assertThat(value("Health")).isEqualTo("no_data");
      assertThat(value("LastDelivery")).isNull();
      assertThat(value("SuccessRateInPercent")).isNull();
      assertThat(value("MeanMillis")).isEqualTo(0.0);
      assertThat(value("P99Millis")).isEqualTo(0.0);
      assertThat(value("Mode")).isEqualTo("enforce");
      assertThat(value("Paused")).isEqualTo(false);
      assertThat(value("Settings").toString())
          .startsWith("scheme broxi, secrets [literal[1], literal[2]], ")
          .endsWith("mode enforce, healthy above 70.0 %")
          .doesNotContain("s3cr3t");
    }
  }

  @Test
  void everyAttributeCanBeRead() throws Exception {
    try (Server server = container.start(app(BROXI))) {
      assertThat(server.port()).isPositive();
      for (MBeanAttributeInfo attribute : JMX_SERVER.getMBeanInfo(name()).getAttributes()) {
        assertThat(attribute.isWritable()).isFalse();
        JMX_SERVER.getAttribute(name(), attribute.getName());
      }
      assertThat(JMX_SERVER.getMBeanInfo(name()).getAttributes()).hasSize(30);
      assertThatExceptionOfType(javax.management.AttributeNotFoundException.class)
          .isThrownBy(() -> JMX_SERVER.setAttribute(name(), new Attribute("Accepted", 5L)));
    }
  }

  @Test
  void deliveriesAreCounted() throws Exception {
    try (Server server = container.start(app(BROXI))) {
      for (int i = 0; i < 3; i++) {
        server.post("/hook", broxi("d-" + i, "s3cr3t"));
        int done = i + 1;
        Await.until(() -> value("Accepted").equals((long) done));
      }
      Instant last = clock.instant();
      server.post("/hook?fail", broxi("d-4", "0ld"));
      Await.until(() -> value("Failed").equals(1L));
      server.post("/hook", Post.unsigned("{}"));
      Await.until(() -> value("Refused").equals(1L));
      SourceMXBean bean = JMX.newMXBeanProxy(JMX_SERVER, name(), SourceMXBean.class);
      assertThat(bean.getAccepted()).isEqualTo(3);
      assertThat(bean.getRefusedByReason()).containsExactly(Map.entry("missing", 1L));
      assertThat(value("RefusedByReason")).isInstanceOf(TabularData.class);
      assertThat(bean.getGenuineBySecret()).isEqualTo(Map.of("literal[1]", 3L, "literal[2]", 1L));
      assertThat(bean.getLastDelivery()).isEqualTo(last.toString());
      // 100, 200, 300 and 400 ms.
      assertThat(bean.getMeanMillis()).isEqualTo(250);
      assertThat(bean.getMedianMillis()).isBetween(200.0, 225.0);
      assertThat(bean.getP99Millis()).isEqualTo(400);
      assertThat(bean.getSuccessRateInPercent()).isEqualTo(75);
      assertThat(bean.getHealth()).isEqualTo("healthy");
      server.post("/hook?fail", broxi("d-5", "s3cr3t"));
      Await.until(() -> bean.getFailed() == 2);
      assertThat(bean.getHealth()).isEqualTo("degraded");
    }
  }

  @Test
  void rejectionsAndPostponementsAreCounted() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              Processing processing = (Processing) request.getAttribute(Processing.ATTRIBUTE);
              if ("ignored".equals(request.getQueryString())) {
                processing.ignore();
                return;
              }
              processing.reject("orders");
              if (request.getQueryString() != null) {
                response.setStatus(503);
                response.setHeader("Retry-After", "30");
              }
            });
    try (Server server = container.start(operated.app())) {
      server.post("/hook?later", broxi("d-1", "s3cr3t"));
      server.post("/hook", broxi("d-2", "s3cr3t"));
      server.post("/hook?ignored", broxi("d-3", "s3cr3t"));

      Await.until(() -> value("Ignored").equals(1L));
      Await.until(() -> value("Rejections").equals(2L));
      Await.until(() -> value("Postponed").equals(1L));
    }
  }

  @Test
  void ledgerThatIsDownIsShown() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "jdbc:java:comp/env/no");
    try (Server server = container.start(app(params))) {
      assertThat(value("LedgerDown")).isEqualTo(false);
      assertThat(server.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(503);
      assertThat(value("LedgerDown")).isEqualTo(true);
      assertThat(value("Health")).isEqualTo("degraded");
    }
  }

  @Test
  void operatorPausesAndResumes() throws Exception {
    try (Server server = container.start(app(BROXI))) {
      JMX_SERVER.invoke(name(), "pause", null, null);
      assertThat(value("Paused")).isEqualTo(true);
      assertThat(server.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(503);
      Await.until(() -> value("SentAwayWhilePaused").equals(1L));
      JMX_SERVER.invoke(name(), "resume", null, null);
      assertThat(server.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void observingSourceTellsTheOperatorThatItCannotBePaused() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "mode", "observe");
    try (Server server = container.start(app(params))) {
      server.post("/hook", Post.unsigned("{}"));
      Await.until(() -> value("Observed").equals(1L));
      assertThat(value("Mode")).isEqualTo("observe");
      assertThatExceptionOfType(RuntimeMBeanException.class)
          .isThrownBy(() -> JMX_SERVER.invoke(name(), "pause", null, null))
          .withStackTraceContaining("GP074");
    }
  }

  @Test
  void sourceIsGoneWhenTheApplicationStops() throws Exception {
    try (Server server = container.start(app(BROXI))) {
      assertThat(server.port()).isPositive();
      assertThat(names()).hasSize(1);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void applicationsOfOneNameStandBesideEachOther() throws Exception {
    // Payara Micro has one application at its root.
    assumeThat(container).isNotEqualTo(Container.PAYARA_MICRO);
    try (Server first = container.start(app(BROXI))) {
      try (Server second = container.start(app(BROXI))) {
        assertThat(names()).hasSize(2);
        assertThat(second.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(200);
      }
      assertThat(names()).hasSize(1).noneMatch(name -> name.getKeyProperty("instance") != null);
      assertThat(first.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(200);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void anyNameCanBeQuoted() throws Exception {
    String strange = "a,b=c\"*?\n";
    WebApp app =
        new WebApp()
            .filter(strange, new WebhookFilter(clock), BROXI, "/hook", DispatcherType.REQUEST);
    ObjectName expected =
        ObjectName.getInstance("org.gatepost:type=Source,name=" + ObjectName.quote(strange) + ",*");
    try (Server server = container.start(app)) {
      assertThat(server.port()).isPositive();
      assertThat(JMX_SERVER.queryNames(expected, null)).hasSize(1);
    }
    assertThat(JMX_SERVER.queryNames(expected, null)).isEmpty();
  }

  @Test
  void deploymentThatMayNotRegisterSucceeds() throws Exception {
    WebApp app =
        new WebApp()
            .guard("hook", clock, BROXI)
            .servlet("/hook", (request, response) -> response.setStatus(202));
    // More of one name than there may be: as if somebody forbade it.
    for (int i = 1; i <= 100; i++) {
      for (String application : Set.of("/", "Tomcat", "ROOT")) {
        JMX_SERVER.registerMBean(
            new Occupied(),
            ObjectName.getInstance(
                "org.gatepost:type=Source,application=\""
                    + application
                    + "\",name=\"hook\""
                    + (i == 1 ? "" : ",instance=" + i)));
      }
    }
    try (Server server = container.start(app)) {
      assertThat(server.post("/hook", broxi("d-1", "s3cr3t")).statusCode()).isEqualTo(202);
    } finally {
      for (ObjectName name : names()) {
        JMX_SERVER.unregisterMBean(name);
      }
    }
    assertThat(log.lines("GP073").get(0))
        .startsWith("GP073: source [hook] is not shown in JMX: javax.management.Instance");
  }

  /** Takes a name. */
  public interface OccupiedMBean {}

  /** Takes a name. */
  public static final class Occupied implements OccupiedMBean {}
}
