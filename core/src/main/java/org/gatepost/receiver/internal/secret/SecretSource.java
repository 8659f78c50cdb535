package org.gatepost.receiver.internal.secret;

import java.time.Instant;
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
   * @throws SecretMissingException if it cannot be a place
   */
  static SecretSource of(SecretReference reference) throws SecretMissingException {
    String argument = reference.argument();
    if (argument.isEmpty()) {
      throw new SecretMissingException("it is not set");
    }
    return switch (reference.kind()) {
      case "env" -> () -> present(System.getenv(argument), "it is not set");
      case "property" -> () -> present(System.getProperty(argument), "it is not set");
      case "file" -> SecretFile.at(argument);
      case "jndi" -> () -> JndiSecret.read(argument);
      case "config" -> () -> config(argument);
      default -> () -> present(argument, "it is not set");
    };
  }

  /** The value, if it is one. */
  static String present(@Nullable String value, String why) throws SecretMissingException {
    if (value == null || value.codePoints().allMatch(SecretSource::isInvisible)) {
      throw new SecretMissingException(value == null ? why : "it is blank");
    }
    return value;
  }

  /** Whether a character shows nothing, such as a byte order mark, alone in a file. */
  private static boolean isInvisible(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  private static String config(String name) throws SecretMissingException {
    try {
      return present(MicroProfileConfig.value(name), "it is not set");
    } catch (ClassNotFoundException e) {
      throw new SecretMissingException("MicroProfile Config is absent", e);
    }
  }
}
