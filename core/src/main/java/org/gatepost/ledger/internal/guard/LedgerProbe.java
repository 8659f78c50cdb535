package org.gatepost.ledger.internal.guard;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.Ledger;

/**
 * Asks a database at start whether it is ready to be a ledger, so that a wrong name or a missing
 * right shows before the first delivery.
 *
 * @param dataSource where it is
 * @param ledger the ledger in it
 * @param source whose it is
 * @param ledgerSource what the ledger calls that
 * @param patience how long it is waited for
 */
record LedgerProbe(
    NamedDataSource dataSource,
    Ledger ledger,
    String source,
    String ledgerSource,
    Duration patience) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  /** So long an application may be kept from starting. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Why the ledger cannot be used now, or nothing. A pool or driver may wait for a minute and more,
   * for which no application is to be kept from starting: so a thread of its own asks, and ends by
   * itself. A database that still owes another source its answer is not waited for again.
   *
   * @param others what the application's sources ask
   */
  String trouble(LedgerProbes others) {
    try {
      // By this thread, as names may be those of the component that it works for.
      dataSource.find();
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
    String silence = "it has not answered within " + patience;
    if (others.isUnanswered(dataSource.name())) {
      return silence;
    }
    AtomicReference<String> answer = new AtomicReference<>(silence);
    Thread asking =
        new Thread(() -> answer.set(answer(others.application())), "gatepost-ledger-probe");
    asking.setDaemon(true);
    asking.start();
    others.add(dataSource.name(), asking);
    try {
      asking.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return String.valueOf(answer.get());
  }

  private String answer(String application) {
    try {
      ledger.reach();
      if (!application.isEmpty()) {
        ledger
            .announce(ledgerSource, application)
            .ifPresent(
                other ->
                    LOG.log(System.Logger.Level.WARNING, Messages.sharedLedger(source, other)));
      }
      return "";
    } catch (RuntimeException | LinkageError e) {
      return String.valueOf(e.getMessage());
    }
  }
}
