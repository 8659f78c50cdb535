package org.gatepost.receiver.internal.count;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
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
}
