package org.gatepost.signature.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatepost.signature.fixture.Sender;

/**
 * What a fuzzer hands in, in a form that can be read and written by hand: lines of text, an empty
 * line, and bytes.
 *
 * @param lines what stands before the first empty line
 * @param body what stands behind it
 */
record FuzzInput(List<String> lines, byte[] body) {

  static FuzzInput of(byte[] input) {
    int end = 0;
    while (end < input.length && !isEmptyLine(input, end)) {
      end++;
    }
    String head = new String(input, 0, end, StandardCharsets.UTF_8);
    int body = Math.min(end + 2, input.length);
    return new FuzzInput(
        Arrays.asList(head.split("\n", -1)), Arrays.copyOfRange(input, body, input.length));
  }

  /** The sender that the first line names; another text stands for one of them all the same. */
  Sender sender() {
    String name = lines.get(0);
    return Sender.ALL.stream()
        .filter(sender -> sender.preset().equals(name))
        .findFirst()
        .orElseGet(() -> Sender.ALL.get(Math.floorMod(name.hashCode(), Sender.ALL.size())));
  }

  /** A line, empty if there is none. */
  String line(int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static boolean isEmptyLine(byte[] input, int at) {
    return input[at] == '\n' && at + 1 < input.length && input[at + 1] == '\n';
  }
}
