package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the pages of frameworks show what the checks of {@code server-tests} compile and run. */
class FrameworkPagesTest {

  /** The text of every file that the application consists of, lines and indentation aside. */
  private static List<String> application(String framework) throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("../server-tests/src", framework))) {
      return files
          .filter(Files::isRegularFile)
          .map(FrameworkPagesTest::read)
          .map(FrameworkPagesTest::squeezed)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @CsvSource({"spring, java, 5", "spring, yaml, 1", "vertx, java, 3"})
  void everyBlockIsOfTheApplication(String framework, String language, int number)
      throws Exception {
    List<String> application = application(framework);
    assertThat(Page.of("docs/how-to/" + framework + ".md").blocks(language))
        .hasSize(number)
        .allSatisfy(
            block ->
                assertThat(application)
                    .anySatisfy(file -> assertThat(file).contains(squeezed(block))));
  }
}
