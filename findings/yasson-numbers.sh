#!/usr/bin/env bash
# Yasson 3.0.4 (JSON-B 3.0, with Parsson 1.1.7) binds numbers that do not fit without an error.
#
# Expected: a JsonbException for each, as for a short, a byte, and a text where an int is wanted.
# Instead an int and a long take the low bits, a fraction is cut off, a long takes 1e400 as 0, a double takes it
# as Infinity, and a boolean takes any other text as false.
#
# Seen on OpenJDK 17.0.15:
#   int 2147483648 -> -2147483648
#   int 1.9 -> 1
#   short 70000 -> JsonbException
#   byte 300 -> JsonbException
#   long 9223372036854775808 -> -9223372036854775808
#   long 1e400 -> 0
#   double 1e400 -> Infinity
#   boolean "yes" -> false
#   int "yes" -> JsonbException
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>yasson-numbers</artifactId>
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
      <plugin><groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.1</version></plugin>
    </plugins>
  </build>
</project>
POM
cat > "$folder/src/main/java/Numbers.java" <<'JAVA'
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;

public class Numbers {
  public record AnInt(int v) {}
  public record AShort(short v) {}
  public record AByte(byte v) {}
  public record ALong(long v) {}
  public record ADouble(double v) {}
  public record ABoolean(boolean v) {}

  public static void main(String[] args) throws Exception {
    try (Jsonb jsonb = JsonbBuilder.create()) {
      show(jsonb, "int 2147483648", AnInt.class);
      show(jsonb, "int 1.9", AnInt.class);
      show(jsonb, "short 70000", AShort.class);
      show(jsonb, "byte 300", AByte.class);
      show(jsonb, "long 9223372036854775808", ALong.class);
      show(jsonb, "long 1e400", ALong.class);
      show(jsonb, "double 1e400", ADouble.class);
      show(jsonb, "boolean \"yes\"", ABoolean.class);
      show(jsonb, "int \"yes\"", AnInt.class);
    }
  }

  private static void show(Jsonb jsonb, String what, Class<? extends Record> type) throws Exception {
    String value = what.substring(what.indexOf(' ') + 1);
    String became;
    try {
      Record bound = jsonb.fromJson("{\"v\": " + value + "}", type);
      became = String.valueOf(type.getRecordComponents()[0].getAccessor().invoke(bound));
    } catch (JsonbException e) {
      became = "JsonbException";
    }
    System.out.println(what + " -> " + became);
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile org.codehaus.mojo:exec-maven-plugin:3.5.1:java -Dexec.mainClass=Numbers \
  2> "$folder/trouble" | grep -oE "(int|short|byte|long|double|boolean) .* -> .*" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
