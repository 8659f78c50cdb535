package org.gatepost.filter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Watches every test with a {@link Log}: what is hidden (secrets that are configured or signed
 * with, signatures that are sent) must be in nothing that is shown (log lines, answers, exceptions
 * of deployments, {@code toString} of what an application is given). Static, as the tests run one
 * after another in one process. Thread-safe.
 */
final class Disclosure {
  // Shorter ones are found by chance, and this one is a word of messages.
  private static final int SHORTEST = 6;
  private static final String WORD = "secret";
  private static final int WINDOW = 16;
  private static final Pattern SIGNATURE =
      Pattern.compile("[0-9a-fA-F]{32,}|[A-Za-z0-9+/_-]{24,}={0,2}");

  // By which a handshake gives back what it was brought.
  private static final Set<String> GIVEN_BACK = Set.of("x-hook-secret", "webhook-allowed-origin");

  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
  // The beginnings: ten thousand signatures are not to be sought one by one.
  private static final Set<String> SIGNATURES = ConcurrentHashMap.newKeySet();
  private static final Queue<String> SHOWN = new ConcurrentLinkedQueue<>();

  private Disclosure() {}

  static void forget() {
    SECRETS.clear();
    SIGNATURES.clear();
    SHOWN.clear();
  }

  static void hideSecret(String secret) {
    if (secret.strip().length() >= SHORTEST && !secret.equals(WORD)) {
      SECRETS.add(secret.strip());
    }
  }

  /** What the init-params name. Files and properties are hidden where they are signed with. */
  static void hideLiterals(Map<String, String> params) {
    for (String name : Set.of("secret", "handshake-token")) {
      for (String part : params.getOrDefault(name, "").split(",\\s*(?=[a-z]+:)", -1)) {
        if (part.startsWith("literal:")) {
          hideSecret(part.substring("literal:".length()).replaceAll(";(label|not-after)=.*", ""));
        }
      }
    }
  }

  static void hideSignatures(HttpHeaders headers) {
    headers.map().forEach((name, values) -> hideSignatures(name + ": " + values));
  }

  /** Whatever looks like a signature in the lines of headers; ids look so, but are logged. */
  static void hideSignatures(String head) {
    for (String line : head.split("\\R", -1)) {
      if (!line.matches("(?i)[a-z-]+-id:.*")) {
        SIGNATURE
            .matcher(line.substring(line.indexOf(':') + 1))
            .results()
            .forEach(found -> SIGNATURES.add(found.group().substring(0, WINDOW)));
      }
    }
  }

  static void show(Object shown) {
    SHOWN.add(String.valueOf(shown));
  }

  static void show(HttpResponse<String> answer) {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!GIVEN_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                show(name + ": " + values);
              }
            });
    show(answer.body());
  }

  static void show(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    show(trace);
  }

  /**
   * Fails if something that is hidden was shown.
   *
   * @param log what was logged
   * @param answers whether answers count, and not only the log
   */
  static void check(String log, boolean answers) {
    StringBuilder shown = new StringBuilder(log);
    if (answers) {
      SHOWN.forEach(text -> shown.append('\n').append(text));
    }
    String all = shown.toString();
    for (String secret : SECRETS) {
      fail(all, all.indexOf(secret), "a secret");
    }
    if (!SIGNATURES.isEmpty()) {
      for (int i = 0; i + WINDOW <= all.length(); i++) {
        fail(all, SIGNATURES.contains(all.substring(i, i + WINDOW)) ? i : -1, "a signature");
      }
    }
  }

  private static void fail(String all, int at, String what) {
    if (at >= 0) {
      int from = all.lastIndexOf('\n', at) + 1;
      throw new AssertionError(
          what + " is shown: " + all.substring(from, Math.min(all.length(), at + 80)));
    }
  }
}
