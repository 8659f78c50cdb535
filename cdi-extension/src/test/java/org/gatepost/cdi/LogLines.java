package org.gatepost.cdi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged until this is closed, with stack traces; Gatepost's at every level. */
public final class LogLines implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Logger gatepost = Logger.getLogger("org.gatepost");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Collecting();

  public LogLines() {
    gatepost.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  /** The records that hold a text. */
  public List<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    gatepost.setLevel(null);
  }

  private final class Collecting extends Handler {
    Collecting() {
      setLevel(Level.ALL);
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(getFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
