package org.gatepost.receiver.internal.secret;

import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/** Secrets that are Strings in JNDI, such as an {@code env-entry} of the application. */
// Banned because of names that a request brings; these are of the configuration.
@SuppressWarnings("BanJNDI")
final class JndiSecret {
  private JndiSecret() {}

  /**
   * The place of a name: in {@code java:}, or a bare one, which is looked for below {@code
   * java:comp/env} first.
   *
   * @throws SecretMissingException if there is no such place
   */
  static SecretSource of(String name) throws SecretMissingException {
    // Any other scheme, such as ldap:, would fetch from elsewhere what decides who is believed.
    if (name.indexOf(':') >= 0 && !name.startsWith("java:")) {
      throw SecretMissingException.mistaken("its name must begin with java: or have no colon");
    }
    return () -> read(name);
  }

  private static String read(String name) throws SecretMissingException {
    try {
      InitialContext context = new InitialContext();
      try {
        Object found = name.startsWith("java:") ? context.lookup(name) : bare(context, name);
        if (found instanceof String text) {
          return SecretSource.present(text, "it is not set");
        }
        throw SecretMissingException.mistaken("what is bound there is not a String");
      } finally {
        context.close();
      }
    } catch (NameNotFoundException | NoInitialContextException e) {
      throw new SecretMissingException("nothing is bound there");
    } catch (NamingException e) {
      // The message may quote what was found.
      throw new SecretMissingException(
          "it cannot be looked up (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** An {@code env-entry} of the application, else a name of the server's. */
  private static @Nullable Object bare(InitialContext context, String name) throws NamingException {
    try {
      return context.lookup("java:comp/env/" + name);
    } catch (NamingException notOfTheApplication) {
      return context.lookup(name);
    }
  }
}
