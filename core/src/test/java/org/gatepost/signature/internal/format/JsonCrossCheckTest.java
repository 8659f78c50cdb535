package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random texts, whole and damaged, are read as a parser reads them that nobody here wrote. The
 * seeds are fixed, so a failure repeats.
 */
class JsonCrossCheckTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final List<JsonPointer> POINTERS =
      Stream.of("/id", "/a", "/a/id", "/a/0", "/a/1/id", "/b/a/id", "/b/é", "/0", "/1/id", "/~0~1")
          .map(JsonPointer::parse)
          .toList();
  private static final List<String> NAMES = List.of("id", "a", "b", "0", "1", "é", "~/", "");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void genuineTextsHaveTheSameValues(long seed) throws IOException {
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      String text = value(random, 0);
      JsonFields fields = JsonFields.read(text.getBytes(StandardCharsets.UTF_8), POINTERS);
      JsonNode root = JACKSON.readTree(text);
      for (JsonPointer pointer : POINTERS) {
        if (!fields.isAmbiguous(pointer)) {
          String expected = scalar(root.at(pointer.toString()));
          assertThat(sameNumber(fields.value(pointer), expected))
              .as("%s in %s: %s, %s", pointer, text, fields.value(pointer), expected)
              .isTrue();
          found += expected == null ? 0 : 1;
        }
      }
    }
    assertThat(found).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void damagedTextsAreRefusedAlike(long seed) {
    Random random = new Random(seed);
    JsonPointer id = JsonPointer.parse("/id");
    int refused = 0;
    for (int round = 0; round < 6_000; round++) {
      byte[] text = damaged("{\"id\":\"x\",\"v\":" + value(random, 2) + "}", random);
      JsonFields fields = JsonFields.read(text, List.of(id));
      String expected = readId(text);

      assertThat(fields.isAmbiguous(id) ? null : fields.value(id))
          .as(new String(text, StandardCharsets.UTF_8))
          .isEqualTo(expected);
      refused += expected == null ? 1 : 0;
    }
    assertThat(refused).isBetween(500, 5_500);
  }

  /** The id that Jackson reads, or null if there is none or it finds the text wanting. */
  private static String readId(byte[] text) {
    try {
      return scalar(JACKSON.readTree(text).at("/id"));
    } catch (IOException notJson) {
      return null;
    }
  }

  private static byte[] damaged(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String alphabet = "{}[]\",:\\u0 1e.-+tn/\t";
    int start = text.indexOf("\"v\"");
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[start + random.nextInt(bytes.length - start)] =
          (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return bytes;
  }

  private static String scalar(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isContainerNode() ? null : node.asText();
  }

  private static boolean sameNumber(String ours, String theirs) {
    return ours == null || theirs == null
        ? ours == theirs
        : ours.equals(theirs)
            || ours.matches("-?[0-9].*") && Double.valueOf(ours).equals(Double.valueOf(theirs));
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 5 ? 5 : 9)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Double.toString(random.nextGaussian());
      case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 3, 4 -> string(random);
      case 5 -> container(random, depth, "[", "]");
      default -> container(random, depth, "{", "}");
    };
  }

  private static String container(Random random, int depth, String open, String close) {
    StringBuilder text = new StringBuilder(open);
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(random.nextInt(4) == 0 ? " \n" : "");
      if (open.equals("{")) {
        text.append(quoted(NAMES.get(random.nextInt(NAMES.size())), random)).append(':');
      }
      text.append(value(random, depth + 1)).append(i > 1 ? "," : "");
    }
    return text + close;
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(List.of("a", "\"", "\\", "\n", "é", "😀", "\u0000", "/").get(random.nextInt(8)));
    }
    return quoted(text.toString(), random);
  }

  private static String quoted(String plain, Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : plain.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || !Character.isSurrogate(c) && random.nextInt(8) == 0) {
        text.append("\\u00").append(Integer.toHexString(0x100 + c).substring(1));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
