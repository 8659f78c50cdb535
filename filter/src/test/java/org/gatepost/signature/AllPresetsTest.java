package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the file of every preset that ships. */
class AllPresetsTest {

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Presets#names")
  void fileIsShortAndNamesItsSender(String preset) throws IOException {
    List<String> lines = Files.readAllLines(Presets.file(preset));
    List<String> keys =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" = ", 2)[0])
            .toList();

    assertThat(lines.get(0)).startsWith("# ");
    assertThat(keys).hasSizeBetween(2, 15).doesNotHaveDuplicates().isSubsetOf(Scheme.keys());
    assertThat(Scheme.preset(preset).name()).isEqualTo(preset);
  }
}
