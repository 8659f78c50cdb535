package org.gatepost.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.fixture.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A preset is a short file that says where it comes from. */
class PresetFilesTest {

  @Test
  void firstSendersAreEight() {
    assertThat(Sample.all().map(Sample::preset))
        .containsExactlyInAnyOrder(
            "broxi",
            "broxi-body",
            "sop",
            "x-signature",
            "github",
            "stripe",
            "slack",
            "standard-webhooks");
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void presetHasFifteenKeysAtMostAndEachOnce(Sample sample) throws IOException {
    List<String> lines = lines(sample.preset()).filter(l -> !l.startsWith("#")).toList();
    List<String> keys = lines.stream().map(line -> line.split(" = ", 2)[0]).toList();

    assertThat(lines).allMatch(line -> line.contains(" = "));
    // How long a sender waits is a fact about it, and no part of its scheme.
    assertThat(keys.stream().filter(key -> !key.equals("answer-within")))
        .hasSizeLessThanOrEqualTo(15);
    assertThat(keys).doesNotHaveDuplicates().isSubsetOf(Scheme.keys());
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void presetBeginsWithACommentOnItsSender(Sample sample) throws IOException {
    assertThat(lines(sample.preset()).findFirst().orElseThrow()).startsWith("# ");
  }

  @ParameterizedTest
  @CsvSource({
    "broxi,1048576",
    "broxi-body,1048576",
    "sop,1048576",
    "x-signature,1048576",
    "github,26214400",
    "stripe,1048576",
    "slack,1048576",
    "standard-webhooks,1048576"
  })
  void bodyIsBounded(String preset, int maxBodyInBytes) {
    assertThat(Scheme.preset(preset).maxBodyInBytes()).isEqualTo(maxBodyInBytes);
  }

  private static Stream<String> lines(String preset) throws IOException {
    try (InputStream in =
        Scheme.class.getResourceAsStream("/META-INF/gatepost/schemes/" + preset + ".properties")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank());
    }
  }
}
