package org.gatepost.receiver;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.gatepost.internal.Messages;
import org.gatepost.receiver.internal.secret.LearnedSecretFile;
import org.gatepost.signature.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of the handshakes of one source, and tells an operator what is left to do.
 * Thread-safe.
 *
 * @param secretFile where a secret that a handshake brings is put; without it such are refused
 */
record Handshakes(String source, Optional<LearnedSecretFile> secretFile) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  /** Why the handshake is refused, or null if it is to be answered. */
  @Nullable Verdict declines(Handshake handshake) {
    Verdict declined = handshake.secret().map(this::keep).orElse(null);
    if (declined != null) {
      return declined;
    }
    if (handshake.confirmationUrl().isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.toBeConfirmed(source, handshake.confirmationUrl().get()));
    }
    return null;
  }

  /** Puts the secret where an operator finds it, or refuses the handshake. */
  private @Nullable Verdict keep(String secret) {
    if (secretFile.isEmpty()) {
      return refused("learned-secret-file is not configured");
    }
    try {
      secretFile.get().write(secret);
    } catch (FileAlreadyExistsException e) {
      return refused(secretFile.get().path() + " is there already");
    } catch (IOException e) {
      return new Verdict(
          Outcome.REFUSED,
          Reason.HANDSHAKE,
          Answer.PROCESSING_FAILED,
          null,
          System.Logger.Level.ERROR,
          Messages.secretNotKept(source, secretFile.get().path(), e));
    }
    LOG.log(System.Logger.Level.WARNING, Messages.secretKept(source, secretFile.get().path()));
    return null;
  }

  private Verdict refused(String why) {
    return Verdict.refused(
        Reason.HANDSHAKE, Answer.INVALID_SIGNATURE, Messages.secretRefused(source, why));
  }
}
