package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatepost.InvalidSettingException;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Settings;
import org.junit.jupiter.api.Test;

/** GP045: on a server without JCache everything else works. */
class NoJcacheTest {
  @Test
  void ledgerInACacheIsRefused() throws Exception {
    assertThat(callWithoutJcache(InCache.class))
        .isEqualTo(
            "GP045: init-param [ledger] of filter [hook] is jcache:, which needs JCache (javax.cache),"
                + " and this server does not offer it to the application");
  }

  @Test
  void otherLedgersDoTheirWork() throws Exception {
    assertThat(callWithoutJcache(InMemory.class)).isEqualTo("200");
  }

  /** Runs a class by a class loader of its own, which lacks JCache. */
  private static String callWithoutJcache(Class<? extends Callable<String>> what) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithoutJcache(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object isolated = loader.loadClass(what.getName()).getDeclaredConstructor().newInstance();
      return String.valueOf(((Callable<?>) isolated).call());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPathWithoutJcache() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!path.getFileName().toString().startsWith("cache-api-")) {
        urls.add(path.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  public static final class InCache implements Callable<String> {
    @Override
    public String call() {
      try {
        Settings.read(
            "hook", Map.of("scheme", "broxi", "secret", "literal:s", "ledger", "jcache:hooks"));
        return "started";
      } catch (InvalidSettingException e) {
        return e.getMessage();
      }
    }
  }

  public static final class InMemory implements Callable<String> {
    @Override
    public String call() throws Exception {
      Instant now = Instant.parse("2026-11-20T12:00:00Z");
      WebApp app =
          new WebApp()
              .guard(
                  "hook",
                  new SettableClock(now),
                  Map.of("scheme", "broxi", "secret", "literal:s3cr3t"))
              .servlet("/hook", (request, response) -> {});
      try (Server server = Container.JETTY.start(app)) {
        Post post = Post.signed("broxi", "s3cr3t", now, "{\"delivery_id\":\"d\",\"event\":\"e\"}");
        return String.valueOf(server.post("/hook", post).statusCode());
      }
    }
  }
}
