package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;

/** Any bytes are read as JSON without an exception, and a value only as another parser reads it. */
class JsonFuzz {
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final List<JsonPointer> POINTERS =
      Stream.of("/id", "/a", "/a/id", "/0", "/a/1", "/~0~1", "/").map(JsonPointer::parse).toList();

  @FuzzTest(maxDuration = "8s")
  void json(byte[] input) throws IOException {
    JsonFields fields = JsonFields.read(input, POINTERS);
    for (JsonPointer pointer : POINTERS) {
      String value = fields.value(pointer);
      if (value != null && !fields.isAmbiguous(pointer)) {
        // An exception here says that we read what is not JSON.
        JsonNode node = JACKSON.readTree(input).at(pointer.toString());
        boolean same =
            node.isNumber()
                ? Double.valueOf(value).equals(node.doubleValue())
                : node.isValueNode() && node.asText().equals(value);
        if (!same) {
          throw new AssertionError(pointer + ": [" + value + "] is not [" + node + "]");
        }
      }
    }
  }
}
