package org.gatepost.cdi.internal.dispatch;

import java.util.function.BooleanSupplier;

/**
 * How an observer's effect and its receipt belong together. Implementations are thread-safe.
 *
 * <p>No class but {@link JtaTransactions} mentions Jakarta Transactions, which a server may lack.
 */
interface Transactions {

  /** Effect, then receipt: whoever dies between them has the effect again. */
  Transactions NONE =
      (effect, receipt) -> {
        effect.run();
        return receipt.getAsBoolean();
      };

  /** An observer's work. */
  interface Effect {
    void run() throws Exception;
  }

  /**
   * Runs the effect, and then gives the receipt.
   *
   * @return what the receipt said, now that it is committed where there are transactions
   * @throws Exception if either does, or both could not be committed: then, where there are
   *     transactions, neither has happened
   */
  boolean run(Effect effect, BooleanSupplier receipt) throws Exception;

  /** Those of this server, or {@link #NONE} if it offers no Jakarta Transactions. */
  static Transactions ofServer() {
    try {
      Class.forName("jakarta.transaction.UserTransaction");
      return JtaTransactions.find();
    } catch (ClassNotFoundException | NoClassDefFoundError absent) {
      return NONE;
    }
  }
}
