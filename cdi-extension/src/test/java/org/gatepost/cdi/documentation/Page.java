package org.gatepost.cdi.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as Markdown. Paths are those from the project's folder. */
public record Page(Path path, String text) {
  static final Path PROJECT = Path.of("..");

  private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^ *```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

  public static Page of(String path) {
    try {
      return new Page(Path.of(path), Files.readString(PROJECT.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page: those beside the modules, and all in {@code docs}. */
  static List<Page> all() {
    try (Stream<Path> beside = Files.list(PROJECT);
        Stream<Path> below = Files.walk(PROJECT.resolve("docs"))) {
      return Stream.concat(beside, below)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> Page.of(PROJECT.relativize(file).toString()))
          .sorted((one, other) -> one.path().compareTo(other.path()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks of a language, without the indentation of a list that they stand in. */
  public List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(block -> block.group(2).equals(language))
        .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""))
        .toList();
  }

  /** The text without its fenced blocks. */
  String unfenced() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** Where the page links to, as it is written. */
  List<String> links() {
    String prose = CODE.matcher(unfenced()).replaceAll("");
    return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
  }

  /** What can stand behind {@code #} in a link to this page, by GitHub's rule. */
  List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : unfenced().lines().filter(line -> line.startsWith("#")).toList()) {
      String anchor =
          line.replaceFirst("^#+ +", "")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int number = seen.merge(anchor, 1, Integer::sum);
      anchors.add(number == 1 ? anchor : anchor + "-" + (number - 1));
    }
    return anchors;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
