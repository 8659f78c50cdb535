#!/usr/bin/env bash
# Yasson 3.0.4 (JSON-B 3.0, with Parsson 1.1.7) binds the first element of an array where an object is wanted.
#
# Expected: a JsonbException for each. Jakarta JSON Binding 3.0, section 3.2, says that an implementation should report
# an error "if it is not possible to represent a JSON document value with the expected Java type".
# Instead a record and a class take the array's first object, and a text the first text. The other elements are lost
# without an error. An array in an array, an empty one, one that begins with a number, an array for the value of a
# property, and an object where an array is wanted are errors.
#
# Seen on OpenJDK 17.0.15:
#   [{"id":"a"},{"id":"b"}] for Paid -> Paid[id=a]
#   [{"id":"a"},{"id":"b"}] for Bean -> Bean[id=a]
#   ["a","b"] for String -> a
#   [[{"id":"a"}]] for Paid -> JsonbException
#   [] for Paid -> JsonbException
#   [1,{"id":"b"}] for Paid -> JsonbException
#   {"paid":[{"id":"a"},{"id":"b"}]} for Order -> JsonbException
#   {"id":"a"} for List -> JsonbException
#   {"id":"a"} for Paid[] -> JsonbException
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>array-for-object</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.eclipse</groupId><artifactId>yasson</artifactId><version>3.0.4</version></dependency>
    <dependency><groupId>org.eclipse.parsson</groupId><artifactId>parsson</artifactId><version>1.1.7</version></dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
      <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version></plugin>
    </plugins>
  </build>
</project>
POM
cat > "$folder/src/main/java/Arrays.java" <<'JAVA'
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.util.List;

public class Arrays {
  public record Paid(String id) {}

  public record Order(Paid paid) {}

  public static class Bean {
    public String id;

    @Override
    public String toString() {
      return "Bean[id=" + id + "]";
    }
  }

  public static void main(String[] args) throws Exception {
    try (Jsonb jsonb = JsonbBuilder.create()) {
      bind(jsonb, "[{\"id\":\"a\"},{\"id\":\"b\"}]", Paid.class);
      bind(jsonb, "[{\"id\":\"a\"},{\"id\":\"b\"}]", Bean.class);
      bind(jsonb, "[\"a\",\"b\"]", String.class);
      bind(jsonb, "[[{\"id\":\"a\"}]]", Paid.class);
      bind(jsonb, "[]", Paid.class);
      bind(jsonb, "[1,{\"id\":\"b\"}]", Paid.class);
      bind(jsonb, "{\"paid\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", Order.class);
      bind(jsonb, "{\"id\":\"a\"}", List.class);
      bind(jsonb, "{\"id\":\"a\"}", Paid[].class);
    }
  }

  private static void bind(Jsonb jsonb, String json, Class<?> type) {
    Object became;
    try {
      became = jsonb.fromJson(json, type);
    } catch (JsonbException e) {
      became = "JsonbException";
    }
    System.out.println(json + " for " + type.getSimpleName() + " -> " + became);
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile dependency:copy-dependencies
java -cp "$folder/target/classes:$folder/target/dependency/*" Arrays 2> "$folder/trouble" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
