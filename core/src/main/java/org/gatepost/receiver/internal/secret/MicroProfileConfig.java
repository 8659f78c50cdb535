package org.gatepost.receiver.internal.secret;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config, where the server offers it. Called by reflection, since no class of this jar
 * may need it to be loaded: Tomcat and Jetty do not have it. GlassFish has its classes, without
 * what implements them.
 */
final class MicroProfileConfig {
  private MicroProfileConfig() {}

  /**
   * The value of a property, or null if it is not set.
   *
   * @throws ClassNotFoundException if there is no MicroProfile Config
   * @throws SecretMissingException if it cannot tell
   */
  static @Nullable String value(String name) throws ClassNotFoundException, SecretMissingException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> configType = Class.forName("org.eclipse.microprofile.config.Config", true, loader);
      Object config = config(loader);
      Optional<?> value =
          (Optional<?>)
              configType
                  .getMethod("getOptionalValue", String.class, Class.class)
                  .invoke(config, name, String.class);
      return (String) value.orElse(null);
    } catch (InvocationTargetException e) {
      throw new SecretMissingException("MicroProfile Config cannot read it" + cause(e));
    } catch (NoSuchMethodException | IllegalAccessException | LinkageError e) {
      throw new ClassNotFoundException("an implementation of its specification", e);
    }
  }

  private static Object config(ClassLoader loader)
      throws ClassNotFoundException, NoSuchMethodException, IllegalAccessException {
    Class<?> provider =
        Class.forName("org.eclipse.microprofile.config.ConfigProvider", true, loader);
    try {
      return provider.getMethod("getConfig").invoke(null);
    } catch (InvocationTargetException e) {
      throw new ClassNotFoundException("an implementation of MicroProfile Config" + cause(e));
    }
  }

  /** What was thrown: its class alone, since its message may quote a value. */
  private static String cause(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
  }
}
