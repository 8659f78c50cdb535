package org.gatepost.receiver;

/**
 * The source as its receiver sees it: paused or not, and told what became of requests. Thread-safe.
 */
interface Recorder {
  /** The name of the source. */
  String name();

  /** Whether requests are sent away for now. */
  boolean isPaused();

  /** Whether a client's address is recorded, so that it has to be found out. */
  boolean asksForClient();

  /** Records what became of a request. Called once for each. */
  void record(Exchange exchange);

  /** Records nothing. */
  static Recorder none(String source) {
    return new Recorder() {
      @Override
      public String name() {
        return source;
      }

      @Override
      public boolean isPaused() {
        return false;
      }

      @Override
      public boolean asksForClient() {
        return false;
      }

      @Override
      public void record(Exchange exchange) {
        // Nobody wants to know.
      }
    };
  }
}
