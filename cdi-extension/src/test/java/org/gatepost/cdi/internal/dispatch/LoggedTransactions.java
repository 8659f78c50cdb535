package org.gatepost.cdi.internal.dispatch;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Transactions that write down how they begin and end. */
final class LoggedTransactions implements Transactions {
  private final List<String> log;

  /** What a commit throws; null if it succeeds. */
  @Nullable RuntimeException commitFailure;

  LoggedTransactions(List<String> log) {
    this.log = log;
  }

  @Override
  public boolean run(Effect effect, BooleanSupplier receipt) throws Exception {
    log.add("begin");
    boolean done = false;
    try {
      effect.run();
      boolean said = receipt.getAsBoolean();
      if (commitFailure != null) {
        throw commitFailure;
      }
      done = true;
      return said;
    } finally {
      log.add(done ? "commit" : "rollback");
    }
  }
}
