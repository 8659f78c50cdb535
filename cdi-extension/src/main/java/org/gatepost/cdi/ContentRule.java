package org.gatepost.cdi;

/** Which deliveries an observer wants for what is in them. Implementations are immutable. */
interface ContentRule {

  /** Wants all, and reads none. */
  ContentRule ANY = payloads -> true;

  /** Whether the observer wants this delivery. */
  boolean wants(Payloads payloads);
}
