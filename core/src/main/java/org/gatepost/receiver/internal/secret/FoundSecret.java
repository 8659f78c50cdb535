package org.gatepost.receiver.internal.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.Messages;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A secret as it was found when the settings were read. Immutable.
 *
 * @param source where to find it again
 * @param text null if nothing was there, which is allowed with {@link MissingSecret#REFUSE}
 * @param why nothing was there; empty if something was
 */
public record FoundSecret(
    SecretReference reference, SecretSource source, @Nullable String text, String why) {

  /**
   * The secrets of an init-param, newest first.
   *
   * @param text references separated by commas
   * @param name the init-param
   * @param missing what to do if one leads to nothing
   * @param lookup where names of {@code config:} lead to
   * @throws InvalidSettingException if there is none, one can never lead to a secret, or one leads
   *     to nothing and that is not allowed
   */
  public static List<FoundSecret> find(
      @Nullable String text, String name, String filter, MissingSecret missing, Lookup lookup) {
    List<FoundSecret> found = new ArrayList<>();
    for (SecretReference reference : SecretReference.parse(text, name, filter)) {
      found.add(find(reference, filter, missing, lookup));
    }
    return found;
  }

  private static FoundSecret find(
      SecretReference reference, String filter, MissingSecret missing, Lookup lookup) {
    try {
      return find(reference, SecretSource.of(reference, lookup), missing);
    } catch (SecretMissingException e) {
      String message =
          e.getCause() instanceof ClassNotFoundException
              ? Messages.noMicroProfileConfig(filter, reference.label())
              : Messages.secretMissing(filter, reference.label(), e.why());
      throw new InvalidSettingException(message, e);
    }
  }

  private static FoundSecret find(
      SecretReference reference, SecretSource source, MissingSecret missing)
      throws SecretMissingException {
    try {
      return new FoundSecret(reference, source, source.read(), "");
    } catch (SecretMissingException e) {
      if (missing == MissingSecret.FAIL || e.isMistaken()) {
        throw e;
      }
      return new FoundSecret(reference, source, null, e.why());
    }
  }

  /** What logs call it. */
  public String label() {
    return reference.label();
  }

  /** The secret, for a scheme; empty if it was not there. */
  Optional<Secret> secret() {
    return Optional.ofNullable(text).map(found -> Secret.of(label(), found));
  }

  /** Says nothing of the text. */
  @Override
  public String toString() {
    return "FoundSecret[" + label() + "]";
  }
}
