package org.gatepost.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.gatepost.signature.Handshake;

/**
 * Answers the handshakes of one source, and tells an operator what is left to do. Thread-safe.
 *
 * @param secretFile where a secret that a handshake brings is put; without it such are refused
 */
record Handshakes(String source, Optional<LearnedSecretFile> secretFile) {
  private static final System.Logger LOG = System.getLogger(Handshakes.class.getPackageName());

  /** True unless the handshake was refused. */
  boolean answer(Handshake handshake, HttpServletResponse response) throws IOException {
    if (handshake.secret().isPresent() && !keep(handshake.secret().get(), response)) {
      return false;
    }
    if (handshake.confirmationUrl().isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.toBeConfirmed(source, handshake.confirmationUrl().get()));
    }
    LOG.log(System.Logger.Level.DEBUG, () -> Messages.handshake(source));
    Answer.send(response, handshake);
    return true;
  }

  /** Puts the secret where an operator finds it, or refuses the handshake. */
  private boolean keep(String secret, HttpServletResponse response) throws IOException {
    if (secretFile.isEmpty()) {
      return refuse(response, "learned-secret-file is not configured");
    }
    try {
      secretFile.get().write(secret);
    } catch (FileAlreadyExistsException e) {
      return refuse(response, secretFile.get().path() + " is there already");
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.ERROR, Messages.secretNotKept(source, secretFile.get().path()), e);
      Answer.PROCESSING_FAILED.send(response);
      return false;
    }
    LOG.log(System.Logger.Level.WARNING, Messages.secretKept(source, secretFile.get().path()));
    return true;
  }

  private boolean refuse(HttpServletResponse response, String why) throws IOException {
    LOG.log(System.Logger.Level.WARNING, Messages.secretRefused(source, why));
    Answer.INVALID_SIGNATURE.send(response);
    return false;
  }
}
