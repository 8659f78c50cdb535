package org.gatepost.filter;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Clock;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.internal.guard.LedgerWatch;
import org.gatepost.receiver.Receiver;

/** Gives a filter another ledger than its own, which never fails and has room for a million. */
final class ExchangedLedger {
  private ExchangedLedger() {}

  static void set(WebhookFilter filter, String source, Ledger ledger, Clock clock)
      throws ReflectiveOperationException {
    Object gate = field(WebhookFilter.class, "gate").get(filter);
    Object receiver = field(Gate.class, "receiver").get(gate);
    Field claims = field(Receiver.class, "claims");
    Constructor<?> ledgerAndSource =
        claims.getType().getDeclaredConstructor(Ledger.class, String.class);
    ledgerAndSource.setAccessible(true);
    Ledger watched = new LedgerWatch(ledger, LedgerWatch.Store.MEMORY, source, clock);
    claims.set(receiver, ledgerAndSource.newInstance(watched, source));
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
