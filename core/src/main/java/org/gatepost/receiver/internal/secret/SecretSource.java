package org.gatepost.receiver.internal.secret;

import java.time.Instant;
import java.util.function.Function;
import org.gatepost.Lookup;
import org.jspecify.annotations.Nullable;

/** A place where a secret is read. */
interface SecretSource {

  /**
   * The secret that is there now; not blank.
   *
   * @throws SecretMissingException if there is none
   */
  String read() throws SecretMissingException;

  /**
   * As {@link #read()}, but reads only what may have changed since the last call. Callers take
   * turns.
   *
   * @param now held against the times of other calls only
   */
  default String readAgain(Instant now) throws SecretMissingException {
    return read();
  }

  /**
   * The place that a reference names.
   *
   * @param lookup where names of {@code config:} lead to
   * @throws SecretMissingException if it cannot be a place, and so never holds a secret
   */
  static SecretSource of(SecretReference reference, Lookup lookup) throws SecretMissingException {
    String argument = reference.argument();
    if (argument.isEmpty()) {
      throw SecretMissingException.mistaken("it is not set");
    }
    return switch (reference.kind()) {
      case "env" -> () -> present(System.getenv(argument), "it is not set");
      case "property" -> () -> present(System.getProperty(argument), "it is not set");
      case "file" -> SecretFile.at(argument);
      case "jndi" -> JndiSecret.of(argument);
      case "config" ->
          lookup.config().isPresent()
              ? () -> given(argument, lookup.config().get())
              : () -> config(argument);
      default -> literal(argument);
    };
  }

  private static SecretSource literal(String text) throws SecretMissingException {
    if (isBlank(text)) {
      throw SecretMissingException.mistaken("it is blank");
    }
    return () -> text;
  }

  /** The value, if it is one. */
  static String present(@Nullable String value, String why) throws SecretMissingException {
    if (value == null || isBlank(value)) {
      throw new SecretMissingException(value == null ? why : "it is blank");
    }
    return value;
  }

  private static boolean isBlank(String text) {
    return text.codePoints().allMatch(SecretSource::isInvisible);
  }

  /** Whether a character shows nothing, such as a byte order mark, alone in a file. */
  private static boolean isInvisible(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  private static String given(String name, Function<String, @Nullable String> config)
      throws SecretMissingException {
    String value;
    try {
      value = config.apply(name);
    } catch (RuntimeException e) {
      // Its class alone: the message may quote the value, as that of a placeholder within it.
      throw new SecretMissingException("the application's lookup threw " + e.getClass().getName());
    }
    return present(value, "it is not set");
  }

  private static String config(String name) throws SecretMissingException {
    try {
      return present(MicroProfileConfig.value(name), "it is not set");
    } catch (ClassNotFoundException e) {
      throw new SecretMissingException("MicroProfile Config is absent", e);
    }
  }
}
