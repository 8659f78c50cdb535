package org.gatepost.receiver.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One JSON object on one line, whatever is in its strings. */
class JsonLineTest {
  @Test
  void emptyObjectIsAnObject() {
    assertThat(new JsonLine().member("absent", null)).hasToString("{}");
  }

  @Test
  void membersAreInOrder() {
    assertThat(
            new JsonLine()
                .member("a", "x\"y\\z/")
                .member("b", -1)
                .millis("c", 1_000_050)
                .millis("d", 7))
        .hasToString("{\"a\":\"x\\\"y\\\\z/\",\"b\":-1,\"c\":1000.050,\"d\":0.007}");
  }

  @Test
  void everyCharacterSurvivesAndNoneBreaksTheLine() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String value = "<" + (char) c + ">";
      String line = new JsonLine().member("a", value).toString();
      assertThat(line.chars().allMatch(each -> each >= ' ' && each <= '~')).as(line).isTrue();
      assertThat(new Gson().fromJson(line, JsonObject.class).get("a").getAsString())
          .isEqualTo(value);
    }
  }

  @Test
  void longStringsAreCut() {
    String line = new JsonLine().member("a", "\u2028".repeat(256)).toString();
    assertThat(line).isEqualTo("{\"a\":\"" + "\\u2028".repeat(255) + "\"}");
  }

  @Test
  void numbersAreWhole() {
    for (long number : new long[] {0, 9, 10, -10, 999, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(new JsonLine().member("a", number)).hasToString("{\"a\":" + number + "}");
    }
  }

  @Test
  void timesAreThoseOfJava() {
    SplittableRandom random = new SplittableRandom(7);
    long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    List<Instant> times = new ArrayList<>();
    for (long second :
        new long[] {first - 1, first, last, last + 1, 0, -1, 951_782_399, 951_782_400}) {
      times.add(Instant.ofEpochSecond(second));
    }
    for (int i = 0; i < 20_000; i++) {
      int unit = (int) Math.pow(1000, random.nextInt(4));
      times.add(
          Instant.ofEpochSecond(
              random.nextLong(first, last), random.nextInt(1_000_000_000) / unit * (long) unit));
    }
    for (Instant time : times) {
      assertThat(new JsonLine().time("t", time)).hasToString("{\"t\":\"" + time + "\"}");
    }
  }

  @Test
  void lineCanBeUsedAgain() {
    JsonLine line = new JsonLine().member("a", "x".repeat(2000)).member("b", 1);
    assertThat(line.clear().member("c", 2)).hasToString("{\"c\":2}");
  }
}
