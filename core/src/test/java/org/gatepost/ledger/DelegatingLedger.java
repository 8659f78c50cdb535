package org.gatepost.ledger;

/** A ledger that asks another, which may be a different one each time, or throw. */
public abstract class DelegatingLedger implements Ledger {

  /** Whoever is asked next. */
  protected abstract Ledger ledger();

  @Override
  public Claim claim(DeliveryKey key) {
    return ledger().claim(key);
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    return ledger().hasReceipt(claim, consumer);
  }

  @Override
  public boolean joinsTransactions() {
    return ledger().joinsTransactions();
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    return ledger().giveReceipt(claim, consumer);
  }

  @Override
  public Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
    return ledger().giveLastReceipt(claim, consumer);
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    return ledger().complete(claim);
  }

  @Override
  public void release(Claim.Granted claim) {
    ledger().release(claim);
  }
}
