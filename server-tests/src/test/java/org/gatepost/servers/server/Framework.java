package org.gatepost.servers.server;

import java.util.Locale;
import java.util.stream.Stream;

/** A framework that brings its own server, into which an application puts the gate by code. */
public enum Framework implements Published {
  /** Spring Boot 3. */
  SPRING_BOOT_3("Spring Boot", "spring", "Started Shop"),
  /** Spring Boot 4. */
  SPRING_BOOT_4("Spring Boot", "spring", "Started Shop"),
  /** Vert.x 5. */
  VERTX("Vert.x", "vertx", "It has started");

  private final String title;
  private final String sources;
  private final String started;

  Framework(String title, String sources, String started) {
    this.title = title;
    this.sources = sources;
    this.started = started;
  }

  /** Whether a name in {@code -Dservers} is that of a framework. */
  static boolean isNamed(String id) {
    return Stream.of(values()).anyMatch(framework -> framework.id().equals(id));
  }

  /** Whether {@code -Dservers} names it. */
  public boolean isChosen() {
    return Distribution.names().anyMatch(id()::equals);
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String titleAndVersion() {
    return title + " " + System.getProperty("gatepost.version." + id());
  }

  /** The folder below {@code src} of its application. */
  String sources() {
    return sources;
  }

  /** What the application logs when it has started. */
  String started() {
    return started;
  }
}
