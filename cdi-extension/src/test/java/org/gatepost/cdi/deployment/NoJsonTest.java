package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.json.JsonObject;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GP106: an observer needs JSON, and the server has none. */
class NoJsonTest {
  private static final String NOTHING_OF_JSON = "yasson|parsson|jakarta\\.json.*";

  @ParameterizedTest(name = "without {0}")
  @ValueSource(strings = {NOTHING_OF_JSON, "yasson", "parsson"})
  void observerThatNeedsJsonIsRefused(String absent) throws Exception {
    assertThat(callWithout(absent, Typed.class))
        .contains(
            "GP106: " + Observers.class.getName() + "#on(java.util.Map) observes ",
            // Containers write types in different ways.
            "Map<",
            ">, which needs JSON Processing and JSON Binding, and this server does not offer"
                + " them: observe String, byte[] or Delivery");
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(strings = {NOTHING_OF_JSON, "parsson"})
  void conditionIsRefused(String absent) throws Exception {
    assertThat(callWithout(absent, Conditional.class))
        .contains(
            "GP112: "
                + ConditionalObservers.class.getName()
                + "#on(java.lang.String) has @Where, which needs JSON Processing, and this server"
                + " does not offer it: look into the payload yourself");
  }

  @Test
  void conditionsAndJsonValuesNeedNoJsonBinding() throws Exception {
    assertThat(callWithout("yasson", JsonProcessing.class)).isEqualTo("DONE");
  }

  @Test
  void observersThatNeedNoneAreCalled() throws Exception {
    assertThat(callWithout(NOTHING_OF_JSON, Untyped.class)).isEqualTo("DONE");
  }

  /** Runs a class by a class loader of its own, which lacks the artifacts that match. */
  static String callWithout(String absent, Class<? extends Callable<String>> what)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithout(absent), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object isolated = loader.loadClass(what.getName()).getDeclaredConstructor().newInstance();
      return String.valueOf(((Callable<?>) isolated).call());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPathWithout(String absent) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!path.getFileName().toString().matches("(" + absent + ")-[0-9].*\\.jar")) {
        urls.add(path.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  public static final class Typed implements Callable<String> {
    @Override
    public String call() {
      try (TestApplication application = TestApplication.with(Observers.class)) {
        return "started";
      } catch (DeploymentException e) {
        return e.getMessage();
      }
    }
  }

  public static final class Conditional implements Callable<String> {
    @Override
    public String call() {
      try (TestApplication application = TestApplication.with(ConditionalObservers.class)) {
        return "started";
      } catch (DeploymentException e) {
        return e.getMessage();
      }
    }
  }

  public static final class JsonProcessing implements Callable<String> {
    @Override
    public String call() {
      try (TestApplication application = TestApplication.with(JsonObservers.class)) {
        return application.deliver("push", "{\"a\": {}}");
      }
    }
  }

  public static final class Untyped implements Callable<String> {
    @Override
    public String call() {
      try (TestApplication application = TestApplication.with(PlainObservers.class)) {
        return application.deliver("push", "{}");
      }
    }
  }

  @ApplicationScoped
  static class Observers {
    void on(@Observes @Webhook("push") Map<String, String> body) {}
  }

  @ApplicationScoped
  static class PlainObservers {
    void text(@Observes @Webhook("push") String body) {}

    void bytes(@Observes @Webhook("push") byte[] body) {}

    void delivery(@Observes @Webhook("push") Delivery delivery) {}
  }

  @ApplicationScoped
  static class ConditionalObservers {
    void on(@Observes @Webhook("push") @Where(path = "/a", exists = true) String body) {}
  }

  @ApplicationScoped
  static class JsonObservers {
    void on(
        @Observes @Webhook(value = "push", at = "/a") @Where(path = "/a", exists = true)
            JsonObject body) {}
  }
}
