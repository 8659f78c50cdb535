package org.gatepost.servers.server;

import java.net.URI;
import java.nio.file.Path;

/** A server in a process of its own. */
public interface RunningServer extends AutoCloseable {

  /** Which one it is. */
  Distribution distribution();

  /**
   * Deploys an application, and waits until the server has started or refused it.
   *
   * @param application the file; the name of a WAR, without {@code .war}, is the context path
   * @return whether the server says that it started
   */
  boolean deploy(Path application) throws Exception;

  /**
   * Takes an application away, and waits until the server has stopped it.
   *
   * @param name the file's name without {@code .war}
   */
  void undeploy(String name) throws Exception;

  /** Where it answers, with a slash at the end. */
  URI base();

  /** By which name an application finds the data source in JNDI. */
  String dataSource();

  /** All that it has logged so far. */
  String log();

  /** Ends it as a power failure would (SIGKILL). */
  void kill() throws InterruptedException;

  @Override
  void close() throws InterruptedException;
}
