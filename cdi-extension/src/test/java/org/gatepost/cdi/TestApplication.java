package org.gatepost.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.gatepost.cdi.internal.dispatch.OutcomeNames;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;

/**
 * An application of a few beans, started in the CDI container that is there, and given genuine
 * deliveries the way the servlet does it, without HTTP. Thread-safe.
 */
public final class TestApplication implements AutoCloseable {
  private final TestSender sender = new TestSender();
  private final SeContainer container;
  private final ClassLoader before;
  private final Ledger ledger =
      MemoryLedger.of(
          new MemoryLedger.Settings(1000, Duration.ofDays(3), Duration.ofMinutes(15)),
          Clock.fixed(TestSender.NOW, ZoneOffset.UTC));

  private TestApplication(SeContainer container, ClassLoader before) {
    this.container = container;
    this.before = before;
  }

  public static TestApplication with(Class<?>... beans) {
    return start(SeContainerInitializer.newInstance(), beans);
  }

  /** Beside Gatepost's extension the application has another. */
  public static TestApplication with(Extension other, Class<?>... beans) {
    return start(SeContainerInitializer.newInstance().addExtensions(other), beans);
  }

  private static TestApplication start(SeContainerInitializer initializer, Class<?>... beans) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // To OpenWebBeans each class loader is one application.
    thread.setContextClassLoader(new URLClassLoader(new URL[0], before));
    try (LogLines log = new LogLines()) {
      try {
        return new TestApplication(
            initializer
                .disableDiscovery()
                .addExtensions(extension())
                .addBeanClasses(Notebook.class)
                .addBeanClasses(beans)
                .initialize(),
            before);
      } catch (DeploymentException e) {
        thread.setContextClassLoader(before);
        // OpenWebBeans says in its log alone what is wrong.
        throw e.getMessage().contains("GP1")
            ? e
            : new DeploymentException(String.join("\n", log.all()), e);
      }
    }
  }

  /** As every container finds it; Weld SE does not look while discovery is off. */
  private static Extension extension() {
    return ServiceLoader.load(Extension.class).stream()
        .filter(provider -> provider.type() == WebhookExtension.class)
        .map(ServiceLoader.Provider::get)
        .findFirst()
        .orElseThrow();
  }

  /** Delivers a body that no request had before; the name of the outcome. */
  public String deliver(String type, String body) {
    return deliver(type, body.getBytes(StandardCharsets.UTF_8));
  }

  public String deliver(String type, byte[] body) {
    return deliver("test", sender.sign(type, body), body);
  }

  /** Delivers a body of any content type. */
  public String deliverAs(String contentType, String type, byte[] body) {
    return deliver("test", sender.sign(type, body, contentType), body);
  }

  /** Delivers a form of a source. */
  public String deliverFormFrom(String source, String type, byte[] form) {
    return deliver(source, sender.sign(type, form, "application/x-www-form-urlencoded"), form);
  }

  public String deliverFrom(String source, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return deliver(source, sender.sign(type, bytes), bytes);
  }

  /** Delivers what may have been delivered before, under the same id. */
  public String deliver(String id, String type, String body) {
    return deliver("test", sender.sign(id, type, body), body.getBytes(StandardCharsets.UTF_8));
  }

  private String deliver(String source, Map<String, String> headers, byte[] body) {
    Verified verified = sender.verified(headers, body);
    Optional<String> key = verified.key();
    Claim.Granted claim = (Claim.Granted) ledger.claim(new DeliveryKey(source, key.orElseThrow()));
    Processing processing = new Processing(ledger, claim);
    Passage delivery = Passage.of(source, verified, TestSender.NOW, processing);
    WebhookExtension extension = container.getBeanManager().getExtension(WebhookExtension.class);
    return OutcomeNames.of(extension.processor().process(delivery).answer());
  }

  /**
   * Whether the delivery of this id and type, from the source {@code test}, is recorded as
   * finished.
   */
  public boolean isFinished(String id, String type) {
    return ledger.claim(new DeliveryKey("test", id + ";type=" + type)) instanceof Claim.Done;
  }

  /** What the observers wrote into the {@link Notebook}. */
  public List<Object> seen() {
    return bean(Notebook.class).entries();
  }

  public <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  public SeContainer container() {
    return container;
  }

  @Override
  public void close() {
    if (container.isRunning()) {
      container.close();
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
