package org.gatepost.benchmarks.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people call the contenders and stores that benchmarks name. */
final class Labels {
  private static final Map<String, String> CONTENDERS =
      Map.of(
          "mac", "the HMAC alone",
          "stripe-java", "stripe-java",
          "standardwebhooks", "standardwebhooks",
          "svix", "svix",
          "slack-app-backend", "slack-app-backend",
          "twilio-java", "twilio");

  private static final Map<String, String> MEMORY =
      Map.of(
          "gatepost", "the memory ledger",
          "gatepost-receipt", "the same with a receipt",
          "caffeine", "caffeine",
          "camel", "camel-support",
          "spring", "spring-integration-core");

  private static final Map<String, String> DATABASE =
      Map.of(
          "insert", "one insert and commit",
          "gatepost", "the JDBC ledger",
          "gatepost-receipt", "the same with a receipt",
          "camel", "camel-sql",
          "spring", "spring-integration-jdbc");

  private Labels() {}

  /** A preset, or a library with its version. */
  static String contender(String name) {
    String label = CONTENDERS.get(name);
    return label == null ? "`" + name + "`" : withVersion(label);
  }

  static String memoryStore(String name) {
    return withVersion(MEMORY.getOrDefault(name, name));
  }

  static String databaseStore(String name) {
    return withVersion(DATABASE.getOrDefault(name, name));
  }

  /** A library's name with the version that is on the class path; any other as it is. */
  private static String withVersion(String artifact) {
    Matcher jar =
        Pattern.compile("/" + Pattern.quote(artifact) + "-(\\d[\\w.]*)\\.jar")
            .matcher(System.getProperty("java.class.path"));
    return jar.find() ? artifact + " " + jar.group(1) : artifact;
  }
}
