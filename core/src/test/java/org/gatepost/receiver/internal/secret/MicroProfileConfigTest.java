package org.gatepost.receiver.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MicroProfile Config as servers have it: whole, or the API without an implementation. */
class MicroProfileConfigTest {
  private static final String PROVIDER =
      """
      package org.eclipse.microprofile.config;
      public class ConfigProvider {
        public static Config getConfig() {
          BODY
        }
      }
      """;
  private static final String CONFIG =
      """
      package org.eclipse.microprofile.config;
      public interface Config {
        <T> java.util.Optional<T> getOptionalValue(String name, Class<T> type);
      }
      """;

  @TempDir Path folder;
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private URLClassLoader server;

  @AfterEach
  void leave() throws Exception {
    thread.setContextClassLoader(before);
    server.close();
  }

  /** Enters an application of a server whose API does this. */
  private void enter(String getConfig) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("org/eclipse/microprofile/config"));
    Path provider = sources.resolve("ConfigProvider.java");
    Path config = sources.resolve("Config.java");
    Files.writeString(provider, PROVIDER.replace("BODY", getConfig));
    Files.writeString(config, CONFIG);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", provider.toString(), config.toString());
    assertThat(exit).isZero();
    server = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    thread.setContextClassLoader(server);
  }

  private static String gives(String value) {
    return """
        return new Config() {
          @SuppressWarnings("unchecked")
          public <T> java.util.Optional<T> getOptionalValue(String name, Class<T> type) {
            return (java.util.Optional<T>) VALUE;
          }
        };
        """
        .replace("VALUE", value);
  }

  private static List<FoundSecret> find(MissingSecret missing) {
    return FoundSecret.find("config:hook", "secret", "hook", missing, Lookup.byServer());
  }

  @Test
  void valueIsTheSecret() throws Exception {
    enter(gives("java.util.Optional.of(\"s3cr3t\")"));
    assertThat(find(MissingSecret.FAIL).get(0).text()).isEqualTo("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // GlassFish 7 and 8.
        "throw new IllegalStateException(\"No ConfigProviderResolver implementation found!\");",
        "throw new NoClassDefFoundError(\"org/eclipse/microprofile/Other\");",
        "return null; } static { if (true) throw new IllegalStateException();",
      })
  void apiWithoutAnImplementationIsNone(String getConfig) throws Exception {
    enter(getConfig);
    // Nobody need wait for it.
    for (MissingSecret missing : MissingSecret.values()) {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> find(missing))
          .withMessage(
              "GP007: secret [config:hook] of filter [hook] needs MicroProfile Config, which this"
                  + " server does not offer: use env: or property:, or give a Lookup"
                  + " in code");
    }
  }

  @Test
  void valueThatCannotBeReadIsNotThere() throws Exception {
    enter(gives("java.util.Optional.of(Integer.parseInt(\"s3cr3t\"))"));
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> find(MissingSecret.FAIL))
        .withMessage(
            "GP005: secret [config:hook] of filter [hook] must be set and not blank: MicroProfile"
                + " Config cannot read it (NumberFormatException)")
        .withStackTraceContaining("GP005")
        .satisfies(e -> assertThat(e).rootCause().hasMessageNotContaining("s3cr3t"));
    assertThat(find(MissingSecret.REFUSE).get(0).text()).isNull();
  }

  @Test
  void valueThatIsNotSetMayCome() throws Exception {
    enter(gives("java.util.Optional.empty()"));
    assertThat(find(MissingSecret.REFUSE).get(0).why()).isEqualTo("it is not set");
  }
}
