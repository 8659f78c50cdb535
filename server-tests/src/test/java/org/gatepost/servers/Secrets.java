package org.gatepost.servers;

import java.util.Map;

/** What the applications and those that send to them share. */
public final class Secrets {
  /** The text of every secret. */
  public static final String TEXT = "a secret of the server tests";

  /** The variables that every server has in its environment. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("GITHUB_WEBHOOK_SECRET", TEXT, "HOOKS_SECRET", TEXT, "WEBHOOKS_GITHUB_SECRET", TEXT);

  private Secrets() {}
}
