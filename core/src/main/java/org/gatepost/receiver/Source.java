package org.gatepost.receiver;

/**
 * One configured sender at run time: the application can pause it, and read what it has counted.
 * Thread-safe.
 *
 * <p>The filter {@code github} puts its own into the {@code ServletContext}:
 *
 * <pre>{@code
 * Source source = (Source) servletContext.getAttribute(Source.ATTRIBUTE + ".github");
 * }</pre>
 */
public interface Source {
  /**
   * What the name of the attribute of the {@code ServletContext} begins with; a dot and the
   * filter's name follow.
   */
  String ATTRIBUTE = "org.gatepost.filter.Source";

  /** {@return the name of the source: the filter's} */
  String name();

  /**
   * Sends requests away from now on, with 503 and {@code Retry-After}, so that senders send again
   * later; what a sender does not send again is lost. What has passed already goes on. Does nothing
   * if the source is paused.
   *
   * @throws IllegalStateException if the source only observes, and so refuses nothing
   */
  void pause();

  /** Lets requests through again. Does nothing if the source is not paused. */
  void resume();

  /** {@return whether requests are sent away} */
  boolean isPaused();

  /** {@return what has been counted since the source started} */
  Statistics statistics();
}
