package org.gatepost.cdi.internal.declared;

/** How an observer does its work if a transaction is running where it is called. */
public enum TransactionUse {
  /** In that one. */
  JOINS,
  /** In one of its own, or in none, while that one waits. */
  APART,
  /** Not at all. */
  NEVER
}
