package org.gatepost.benchmarks.report;

/**
 * A document with marked blocks, of which each can be replaced: {@code <!-- begin NAME -->} and
 * {@code <!-- end NAME -->}, on lines of their own. Not thread-safe.
 */
final class MarkedText {
  private String text;

  MarkedText(String text) {
    this.text = text;
  }

  /**
   * Replaces what stands between the marks.
   *
   * @param block without line breaks around it
   * @throws IllegalArgumentException unless both marks are there once, in order
   */
  void replace(String name, String block) {
    String begin = "<!-- begin " + name + " -->\n";
    String end = "<!-- end " + name + " -->\n";
    int start = only(begin) + begin.length();
    int stop = only(end);
    if (stop < start) {
      throw new IllegalArgumentException("[" + end.strip() + "] must come after its beginning");
    }
    // An empty line on either side: else Markdown takes the mark for a part of the table.
    text = text.substring(0, start) + "\n" + block.strip() + "\n\n" + text.substring(stop);
  }

  private int only(String mark) {
    int at = text.indexOf(mark);
    if (at < 0 || text.indexOf(mark, at + 1) >= 0) {
      throw new IllegalArgumentException("[" + mark.strip() + "] must be there once");
    }
    return at;
  }

  @Override
  public String toString() {
    return text;
  }
}
