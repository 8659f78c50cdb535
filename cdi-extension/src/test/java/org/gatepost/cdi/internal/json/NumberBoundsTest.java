package org.gatepost.cdi.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No number of a few digits, or of very many, takes long to make. */
class NumberBoundsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e10000",
        "1E+10000",
        "-1.5e-10000",
        "0e00010000",
        "1e100000000000000000000",
        "[7, 2e99999]"
      })
  void exponentIsBounded(String json) {
    assertRefused(json);
    assertRefused("{\"a\":" + json + "}");
    assertRefused("\"\\\"\" , " + json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e9999",
        "1E+9999",
        "-1.5e-9999",
        "0e0009999",
        "\"1e10000\"",
        "{\"1e10000\":\"a\\\"1e10000\"}",
        "",
        "\"",
        "\"\\",
        "12345",
        "true",
        "nonsense e12345",
        "e12345"
      })
  void whatIsWithinOrIsTextIsNot(String json) throws PayloadException {
    assertThat(NumberBounds.require(json)).isSameAs(json);
  }

  @Test
  void digitsAreBoundedWhereverTheyStand() throws PayloadException {
    String most = "9".repeat(NumberBounds.MAX_DIGITS);
    assertThat(NumberBounds.require(most)).isEqualTo(most);
    NumberBounds.require("[" + most + "," + most + ",\"" + most + most + "\"]");
    NumberBounds.require("-" + "9".repeat(600) + "." + "9".repeat(396) + "e9999");
    assertRefused(most + "9");
    assertRefused("[1, -" + most + "9]");
    assertRefused("9".repeat(400) + "." + "9".repeat(400) + "e" + "0".repeat(201));
    assertRefused("9".repeat(600) + "." + "9".repeat(397) + "e9999");
  }

  /** The look at one character in five finds what a look at each does. */
  @Test
  void nothingIsOverlooked() throws PayloadException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      String pad = "[1,".repeat(random.nextInt(9)) + " ".repeat(random.nextInt(9));
      boolean beyond = random.nextBoolean();
      String json = pad + "5e" + (beyond ? "10000" : "9999") + pad;
      if (beyond) {
        assertRefused(json);
      } else {
        NumberBounds.require(json);
      }
    }
  }

  private static void assertRefused(String json) {
    assertThatThrownBy(() -> NumberBounds.require(json))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("1000 digits");
  }
}
