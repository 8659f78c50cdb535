package org.gatepost.servers;

import java.util.List;

/**
 * What became of a check on a server.
 *
 * @param server the server's name
 * @param title its title and version
 * @param theme the class of the check
 * @param check the method
 * @param outcome {@code passed}, {@code failed}, {@code fault} if it failed for a reason that is
 *     known, or {@code skipped}
 * @param reason why, if it did not pass
 */
record Result(
    String server, String title, String theme, String check, String outcome, String reason) {

  static Result read(String line) {
    List<String> parts = List.of(line.split("\t", -1));
    return new Result(
        parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
  }

  String line() {
    return String.join("\t", server, title, theme, check, outcome, oneLine(reason));
  }

  private static String oneLine(String text) {
    return text.replace('\t', ' ').replace('\n', ' ');
  }
}
