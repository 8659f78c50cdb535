package org.gatepost.receiver.internal.secret;

import java.util.ArrayList;
import java.util.List;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A secret as it was found when the settings were read. Immutable.
 *
 * @param source where to find it again
 */
public record FoundSecret(SecretReference reference, SecretSource source, String text) {

  /**
   * The secrets of an init-param, newest first.
   *
   * @param text references separated by commas
   * @param name the init-param
   * @throws InvalidSettingException if there is none, or one leads to nothing
   */
  public static List<FoundSecret> find(@Nullable String text, String name, String filter) {
    List<FoundSecret> found = new ArrayList<>();
    for (SecretReference reference : SecretReference.parse(text, name, filter)) {
      found.add(find(reference, filter));
    }
    return found;
  }

  private static FoundSecret find(SecretReference reference, String filter) {
    try {
      SecretSource source = SecretSource.of(reference);
      return new FoundSecret(reference, source, source.read());
    } catch (SecretMissingException e) {
      String message =
          e.getCause() instanceof ClassNotFoundException
              ? Messages.noMicroProfileConfig(filter, reference.label())
              : Messages.secretMissing(filter, reference.label(), e.why());
      throw new InvalidSettingException(message, e);
    }
  }

  /** The secret, for a scheme. */
  Secret secret() {
    return Secret.of(reference.label(), text);
  }

  /** Says nothing of the text. */
  @Override
  public String toString() {
    return "FoundSecret[" + reference.label() + "]";
  }
}
