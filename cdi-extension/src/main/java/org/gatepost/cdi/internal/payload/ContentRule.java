package org.gatepost.cdi.internal.payload;

/** Which deliveries an observer wants for what is in them. Implementations are immutable. */
public interface ContentRule {

  /** Wants all, and reads none. */
  ContentRule ANY = payloads -> true;

  /** Whether the observer wants this delivery. */
  boolean wants(Payloads payloads);
}
