package org.gatepost.receiver.internal.secret;

import java.util.Map;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.Nearest;

/** What is done at start if a reference leads to no secret. */
public enum MissingSecret {
  /** The deployment fails. */
  FAIL,
  /** The source answers 503 until the secret is there. */
  REFUSE;

  /** The init-param. */
  public static final String NAME = "missing-secret";

  private static final Set<String> WORDS = Set.of("fail", "refuse");

  static MissingSecret read(Map<String, String> params, String source) {
    String text = params.getOrDefault(NAME, "fail");
    return switch (text.strip()) {
      case "fail" -> FAIL;
      case "refuse" -> REFUSE;
      default ->
          throw new InvalidSettingException(Messages.invalidInitParam(NAME, source, rule(text)));
    };
  }

  private static String rule(String text) {
    return "must be fail or refuse, was [" + text + "]" + Nearest.hint(text, WORDS);
  }
}
