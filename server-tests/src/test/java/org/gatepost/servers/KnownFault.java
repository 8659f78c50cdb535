package org.gatepost.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.gatepost.servers.server.Distribution;

/**
 * A check that fails on a server for a reason that is known. It runs all the same, and fails if it
 * does not fail any more.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(KnownFault.All.class)
public @interface KnownFault {
  /** On which servers. */
  Distribution[] on();

  /** The cause, as the table says it. */
  String cause();

  /** Several. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    /** All of them. */
    KnownFault[] value();
  }
}
