package org.gatepost.receiver.internal.audit;

import java.time.Clock;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.Nearest;
import org.jspecify.annotations.Nullable;

/** Where an audit log can go. */
public final class AuditTargets {
  private AuditTargets() {}

  /** The logger. */
  public static AuditTarget log() {
    return new AuditLogger();
  }

  /**
   * What the context-param {@code gatepost.audit} says.
   *
   * @param text {@code log}, {@code none} or {@code file:} and an absolute path; null as {@code
   *     log}
   * @param clock by which a file is exchanged each day
   * @throws InvalidSettingException if it says anything else
   */
  public static AuditTarget of(@Nullable String text, Clock clock) {
    String where = text == null ? "log" : text.strip();
    if (where.equals("log")) {
      return log();
    }
    if (where.equals("none")) {
      return new NoAudit();
    }
    AuditFile file = AuditFile.of(where, clock);
    if (file == null) {
      throw new InvalidSettingException(
          Messages.invalidContextParam(
              "audit",
              "must be log, none, or file: and an absolute path to a file in an existing folder, was ["
                  + where
                  + "]"
                  + Nearest.hint(where, Set.of("log", "none"))));
    }
    return file;
  }
}
