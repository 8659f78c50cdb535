#!/usr/bin/env bash
# Johnzon 2.0.2 (JSON-B 3.0) binds numbers for an Object, in a Map or a List too, as other numbers without an error.
#
# Expected: a BigDecimal of the same value. Jakarta JSON Binding 3.0, section 3.6 "Untyped mapping", says that where
# the type is Object a number must become a java.math.BigDecimal, and Johnzon's own JsonValue keeps each as it is.
# Instead an integer beyond a long keeps its low bits: it changes its sign, or is 0. 1e400 becomes Infinity, and 1e-400
# becomes 0. Where a long is wanted, the same integer is a JsonbException.
#
# Seen on OpenJDK 17.0.15:
#   9223372036854775807 for Object -> Long 9223372036854775807
#   9223372036854775807 for Map -> Long 9223372036854775807
#   9223372036854775807 for List -> Long 9223372036854775807
#   9223372036854775807 for long -> Long 9223372036854775807
#   9223372036854775808 for Object -> Long -9223372036854775808
#   9223372036854775808 for Map -> Long -9223372036854775808
#   9223372036854775808 for List -> Long -9223372036854775808
#   9223372036854775808 for long -> JsonbException
#   18446744073709551616 for Object -> Integer 0
#   18446744073709551616 for Map -> Integer 0
#   18446744073709551616 for List -> Integer 0
#   18446744073709551616 for long -> JsonbException
#   1e400 for Object -> Double Infinity
#   1e400 for Map -> Double Infinity
#   1e400 for List -> Double Infinity
#   1e400 for long -> JsonbException
#   1e-400 for Object -> Double 0.0
#   1e-400 for Map -> Double 0.0
#   1e-400 for List -> Double 0.0
#   1e-400 for long -> JsonbException
#   JsonValue of 18446744073709551616 -> 18446744073709551616
#   JsonValue of 1e400 -> 1E+400
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>object-numbers</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.apache.johnzon</groupId><artifactId>johnzon-jsonb</artifactId><version>2.0.2</version></dependency>
    <dependency><groupId>jakarta.json.bind</groupId><artifactId>jakarta.json.bind-api</artifactId><version>3.0.1</version></dependency>
    <dependency><groupId>jakarta.json</groupId><artifactId>jakarta.json-api</artifactId><version>2.1.3</version></dependency>
    <dependency><groupId>jakarta.annotation</groupId><artifactId>jakarta.annotation-api</artifactId><version>2.1.1</version></dependency>
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
cat > "$folder/src/main/java/Numbers.java" <<'JAVA'
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

public class Numbers {
  private static final List<String> NUMBERS =
      List.of("9223372036854775807", "9223372036854775808", "18446744073709551616", "1e400", "1e-400");

  public static class AnObject {
    public Object v;
  }

  public static class ALong {
    public long v;
  }

  public static void main(String[] args) throws Exception {
    try (Jsonb jsonb = JsonbBuilder.create()) {
      for (String number : NUMBERS) {
        String object = "{\"v\": " + number + "}";
        show(number + " for Object", () -> jsonb.fromJson(object, AnObject.class).v);
        show(number + " for Map", () -> jsonb.fromJson(object, Map.class).get("v"));
        show(number + " for List", () -> jsonb.fromJson("[" + number + "]", List.class).get(0));
        show(number + " for long", () -> jsonb.fromJson(object, ALong.class).v);
      }
    }
    for (String number : List.of("18446744073709551616", "1e400")) {
      try (JsonReader reader = Json.createReader(new StringReader(number))) {
        System.out.println("JsonValue of " + number + " -> " + reader.readValue());
      }
    }
  }

  private interface Binding {
    Object bind();
  }

  private static void show(String what, Binding binding) {
    String became;
    try {
      Object bound = binding.bind();
      became = bound.getClass().getSimpleName() + " " + bound;
    } catch (JsonbException e) {
      became = "JsonbException";
    }
    System.out.println(what + " -> " + became);
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile dependency:copy-dependencies
java -cp "$folder/target/classes:$folder/target/dependency/*" Numbers 2> "$folder/trouble" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
