package org.gatepost.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.gatepost.servers.server.Framework;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs a class, and those nested in it, with each of some frameworks, if it was chosen. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(ChosenFrameworks.class)
public @interface InEachFramework {
  /** Which ones. */
  Framework[] value();
}
