package org.gatepost.receiver.internal.secret;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config, where the server offers it. Called by reflection, since no class of this jar
 * may need it to be loaded: Tomcat and Jetty do not have it.
 */
final class MicroProfileConfig {
  private MicroProfileConfig() {}

  /**
   * The value of a property, or null if it is not set.
   *
   * @throws ClassNotFoundException if there is no MicroProfile Config
   */
  static @Nullable String value(String name) throws ClassNotFoundException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Class<?> provider =
        Class.forName("org.eclipse.microprofile.config.ConfigProvider", true, loader);
    Class<?> configType = Class.forName("org.eclipse.microprofile.config.Config", true, loader);
    try {
      Object config = provider.getMethod("getConfig").invoke(null);
      Optional<?> value =
          (Optional<?>)
              configType
                  .getMethod("getOptionalValue", String.class, Class.class)
                  .invoke(config, name, String.class);
      return (String) value.orElse(null);
    } catch (InvocationTargetException e) {
      // The cause may quote the value, so it is not kept.
      throw new IllegalStateException("MicroProfile Config could not read " + name);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(
          "MicroProfile Config has not the methods of its specification", e);
    }
  }
}
