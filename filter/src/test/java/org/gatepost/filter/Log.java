package org.gatepost.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Records what anyone logs during a test, at any level of ours, and prints it only if the test
 * fails; fails the test if that, or an answer, discloses anything ({@link Disclosure}).
 * Thread-safe.
 */
public final class Log implements BeforeEachCallback, AfterEachCallback {
  private boolean echoes;
  private static final Logger ROOT = Logger.getLogger("");
  // A field, as the logging system itself holds its loggers weakly.
  private static final Logger GATEPOST = Logger.getLogger("org.gatepost");

  private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
  private final Handler recorder = new Recorder();
  private Handler[] others = {};

  /** For a test whose application answers with what it was sent: answers may show anything. */
  Log ofEcho() {
    echoes = true;
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Disclosure.forget();
    others = ROOT.getHandlers();
    for (Handler other : others) {
      ROOT.removeHandler(other);
    }
    ROOT.addHandler(recorder);
    GATEPOST.setLevel(Level.ALL);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    GATEPOST.setLevel(null);
    ROOT.removeHandler(recorder);
    for (Handler other : others) {
      ROOT.addHandler(other);
    }
    if (context.getExecutionException().isPresent()) {
      System.err.println(text());
    } else {
      Disclosure.check(text(), !echoes);
    }
  }

  /** Everything so far, each record with its stack trace, as a log file would hold it. */
  String text() {
    SimpleFormatter formatter = new SimpleFormatter();
    StringBuilder text = new StringBuilder();
    records.forEach(record -> text.append(formatter.format(record)));
    return text.toString();
  }

  /** Forgets everything so far. */
  void clear() {
    records.clear();
  }

  /** The messages with a code, such as {@code GP020}. */
  public List<String> lines(String code) {
    SimpleFormatter formatter = new SimpleFormatter();
    List<String> lines = new ArrayList<>();
    for (LogRecord record : records) {
      String line = formatter.formatMessage(record);
      if (line.startsWith(code + ": ")) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The lines of the audit log. */
  List<String> audit() {
    return records.stream()
        .filter(record -> "org.gatepost.audit".equals(record.getLoggerName()))
        .map(LogRecord::getMessage)
        .toList();
  }

  private final class Recorder extends Handler {
    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
