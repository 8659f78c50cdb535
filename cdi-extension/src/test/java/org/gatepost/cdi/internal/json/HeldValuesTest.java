package org.gatepost.cdi.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatepost.cdi.internal.payload.Explained;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values that a type cannot hold. Runs with Yasson, and once more with Johnzon. */
@Tag("each-jsonb")
class HeldValuesTest {
  private static final String REFUSED = "refused";
  private static final Shape PARCEL = Shapes.of(Parcel.class, Shape.ANY);
  private static final Path PAGE = Path.of("../docs/reference/events.md");

  @AutoClose private final Jsonb jsonb = JsonbBuilder.create();

  /** The rows of the page's table, each with what this library's column says. */
  static Stream<List<String>> documented() throws IOException {
    return documented("| observed | JSON | Yasson | Johnzon |");
  }

  private static Stream<List<String>> documented(String title) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int head = lines.indexOf(title);
    assertThat(head).isPositive();
    int column = isJohnzon() ? 4 : 3;
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.replace("`", "").split(" *[|] *", -1))
        .map(cells -> List.of(cells[1], cells[2], cells[column]));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void valueBecomesWhatThePageSays(List<String> row) throws Exception {
    for (Class<?> holder : holders(row.get(0))) {
      assertThat(shown(holder, "{\"value\": " + row.get(1) + "}"))
          .as(holder.getSimpleName())
          .isEqualTo(row.get(2));
    }
  }

  /** The rows of the table of whole bodies, likewise. */
  static Stream<List<String>> documentedBodies() throws IOException {
    return documented("| observed | body | Yasson | Johnzon |");
  }

  @ParameterizedTest
  @MethodSource("documentedBodies")
  void bodyBecomesWhatThePageSays(List<String> row) {
    Class<?> observed =
        switch (row.get(0)) {
          case "Name" -> Name.class;
          case "Amount" -> Amount.class;
          case "private record Hidden" -> Hidden.class;
          default -> throw new IllegalArgumentException(row.get(0));
        };
    String bound;
    try {
      bound = String.valueOf(bind(observed, row.get(1)));
    } catch (PayloadException refused) {
      bound = REFUSED;
    }
    assertThat(bound).isEqualTo(row.get(2));
  }

  /** What follows on the JSON is refused whatever is bound, and where it stands is not. */
  @Test
  void nothingStandsBehindTheBody() throws Exception {
    for (Type type : List.<Type>of(Object.class, JsonValue.class, Name.class, Parcel.class)) {
      assertThat(bind(type, " {} \r\n\t")).isNotNull();
      for (String more : List.of("x", "}", "{}", "]", ",", "1", "// ", "\u00a0")) {
        assertThat(isRefused(type, "{}" + more)).as(type + more).isTrue();
      }
    }
  }

  private static boolean isJohnzon() {
    return JsonbBuilder.newBuilder().getClass().getName().contains("johnzon");
  }

  private static List<Class<?>> holders(String type) {
    return switch (type) {
      case "byte" -> List.of(ByteRecord.class, ByteClass.class);
      case "short" -> List.of(ShortRecord.class, ShortClass.class);
      case "int" -> List.of(IntRecord.class, IntClass.class, IntBean.class, IntCreator.class);
      case "Integer" -> List.of(IntegerRecord.class, IntegerClass.class);
      case "OptionalInt" -> List.of(OptionalIntRecord.class);
      case "long" -> List.of(LongRecord.class, LongClass.class);
      case "OptionalLong" -> List.of(OptionalLongRecord.class);
      case "BigInteger" -> List.of(BigIntegerRecord.class);
      case "BigDecimal" -> List.of(BigDecimalRecord.class);
      case "float" -> List.of(FloatRecord.class, FloatClass.class);
      case "double" -> List.of(DoubleRecord.class, DoubleClass.class);
      case "boolean" -> List.of(BooleanRecord.class, BooleanClass.class);
      case "char" -> List.of(CharRecord.class, CharClass.class);
      case "UUID" -> List.of(UuidRecord.class, UuidClass.class);
      case "String" -> List.of(StringRecord.class, StringClass.class);
      case "String of a record" -> List.of(StringRecord.class);
      case "String of a class" -> List.of(StringClass.class);
      case "Object" -> List.of(ObjectRecord.class, ObjectClass.class);
      case "Optional<String>" -> List.of(OptionalTextRecord.class);
      case "Optional<Name>" -> List.of(OptionalNameRecord.class);
      case "enum Color" -> List.of(ColorRecord.class, ColorClass.class);
      case "Instant" -> List.of(InstantRecord.class);
      case "LocalDate" -> List.of(DateRecord.class);
      case "Name" -> List.of(NameRecord.class, NameClass.class);
      case "List<Integer>" -> List.of(ListRecord.class);
      case "Map<String, Integer>" -> List.of(MapRecord.class);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private String shown(Type type, String json) throws Exception {
    Object bound;
    try {
      bound = bind(type, json);
    } catch (PayloadException refused) {
      return REFUSED;
    }
    Object value =
        bound.getClass().isRecord()
            ? bound.getClass().getDeclaredMethod("value").invoke(bound)
            : bound.getClass().getDeclaredField("value").get(bound);
    return String.valueOf(value);
  }

  /** As it is bound for observers. */
  private Object bind(Type type, String json) throws PayloadException {
    Object bound;
    try {
      bound = jsonb.fromJson(json, type);
    } catch (RuntimeException e) {
      throw Explained.of(type, e);
    }
    ShapeCheck.require(Shapes.of(type, HeldValues.untyped(jsonb)), json);
    return bound;
  }

  private boolean isRefused(Type type, String json) {
    try {
      return bind(type, json) == null;
    } catch (PayloadException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ints': [1, 2147483648]}",
        "{'longs': [9223372036854775808]}",
        "{'boxed': [1.9]}",
        "{'byName': {'a': 3000000000}}",
        "{'nested': {'ints': [1.5]}}",
        "{'inherited': 2147483648}",
        "{'renamed_': 2147483648}",
        "{'generic': {'value': 9223372036854775808}}",
        "{'pet': {'age': 2147483648, 'kind': 'dog'}}",
        "{'n\\u0065sted': {'ints': [1.5]}}",
        "{'unknown': {'ints': [\"}]\\\"\", {}]}, 'ints': [1.5]}",
        "{'maybe': 1.5}",
      })
  void valueIsFoundWhereverItStands(String json) throws Exception {
    String text = json.replace('\'', '"');
    assertThat(isRefused(Everything.class, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ints': [1, 2147483647, -2147483648], 'unknown': 1e400}",
        "{'longs': [9223372036854775807, -9223372036854775808]}",
        "{'transient': 1e400}",
        "{'inherited': 2147483647, 'ignored': 2147483648}",
        "{'adapted': 2147483648}",
        "{'generic': {'value': 1}}",
        "{'pet': {'kind': 'dog', 'age': 3}}",
        "{'nested': null, 'maybe': null, 'byName': {}}",
        "{ }",
      })
  void whatFitsOrIsLeftToTheApplicationPasses(String json) {
    assertThat(isRefused(Everything.class, json.replace('\'', '"'))).isFalse();
  }

  @Test
  void adapterReadsWhatItWill() throws Exception {
    Everything bound = (Everything) bind(Everything.class, "{\"adapted\": 2147483648}");
    assertThat(bound.adapted).isEqualTo(-1);
  }

  /** Whatever the place, the length of what is before it, and how it ends. */
  @Test
  void valueIsJudgedByItsTextAlone() {
    List<String> before =
        List.of(
            "",
            "\"a\":\"\",",
            "\"seven77\": \"seven77\" , ",
            "\"eight888\":\"eight888\",",
            "\"quantities\":\"a long text with a \\\"quotation\\\" and a \\\\\",",
            "\"\\\\\":[\"}\\\"\",{\"quantity\":99999999999}],",
            "\"m\u00e4nge\":\"\u00e4\u20ac\ud83d\ude00\",",
            "\n\t\"m\\u00e4nge\" :\t\"\\ud83d\" ,\r\n");
    List<String> behind = List.of("}", ",\"z\":1}", " }", "\n,\"quantity2\":\"\"}");
    for (String number :
        List.of(
            "0",
            "-1",
            "7",
            "1234567",
            "12345678",
            "123456789",
            "999999999",
            "1234567890",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "99999999999999999999",
            "123456789012345",
            "1234567890123456",
            "9223372036854775807",
            "9223372036854775808",
            "1.0",
            "1.5",
            "12345678.5",
            "0.12345678901",
            "1e2",
            "1e400",
            "1.5E-3",
            "1e-400",
            "-0",
            "99999",
            "127",
            "-32768",
            "0.5e1")) {
      for (String first : before) {
        for (String last : behind) {
          assertJudged("quantity", Integer.MIN_VALUE, Integer.MAX_VALUE, number, first, last);
          assertJudged("id", Short.MIN_VALUE, Short.MAX_VALUE, number, first, last);
          assertJudged("identification", Long.MIN_VALUE, Long.MAX_VALUE, number, first, last);
          String json = "{" + first + "\"weight\":" + number + last;
          assertThat(fits(json)).as(json).isEqualTo(!number.equals("1e400"));
        }
      }
    }
  }

  private static void assertJudged(
      String member, long least, long most, String number, String first, String last) {
    BigDecimal value = new BigDecimal(number);
    boolean held =
        value.stripTrailingZeros().scale() <= 0
            && value.compareTo(BigDecimal.valueOf(least)) >= 0
            && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    String json = "{" + first + "\"" + member + "\":" + number + last;
    assertThat(fits(json)).as(json).isEqualTo(held);
  }

  private static boolean fits(String json) {
    try {
      ShapeCheck.require(PARCEL, json);
      return true;
    } catch (PayloadException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "false",
        "true ",
        "\"true\"",
        "\"FALSE\"",
        "\"yes\"",
        "\"\"",
        "\"tru\\u0065\"",
        "null",
      })
  void textIsABooleanOnlyIfItSaysSo(String value) {
    boolean held = !value.contains("yes") && !value.equals("\"\"") && !value.equals("null");
    assertThat(fits("{\"paid\":" + value + "}")).isEqualTo(held);
    assertThat(fits("{\"\":\"\",\"paid\" :\n" + value + ",\"id\":1}")).isEqualTo(held);
  }

  /** However alike a name is, and wherever it falls in the table. */
  @Test
  void otherMembersMayHoldAnything() {
    assertThat(fits("{\"identifiKation\":1e400,\"identificatioN\":null}")).isTrue();
    assertThat(fits("{\"\u00e4\":1}")).isTrue();
    for (int i = 0; i < 2_000; i++) {
      for (String name : List.of("q%d", "quan%04d", "identific%05d")) {
        String json = "{\"" + String.format(Locale.ROOT, name, i) + "\":1e400}";
        assertThat(fits(json)).as(json).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 1, 'quantity': 2147483648}",
        "{'id':1,'quantity':2147483648}",
        "{'id':1, 'quantity':2147483648}",
        "{'quantity':1,'id':40000}",
        "{'id':1,'id':40000}",
        "{'other':1,'id':40000}",
        "{'id':1,'other':{'quantity':2147483648},'quantity':2147483648}",
        "{'id':1,'quantit':1,'quantityx':1,'quantity':2147483648}",
        "{'id':1,'quantity' :2147483648}",
        "{'i\\u0064':1,'q\\u0075antity':2147483648}",
      })
  void memberIsFoundInWhateverOrder(String json) {
    String text = json.replace('\'', '"');
    assertThat(fits(text)).isFalse();
    assertThat(fits(text.replace("40000", "4").replace("2147483648", "2"))).isTrue();
  }

  /** Names that JSON escapes, and what is one of them only in its beginning, at the very end. */
  @Test
  void memberIsNotTakenForTheOneThatIsExpected() throws Exception {
    Shape shape = Shapes.of(Escaped.class, Shape.ANY);
    for (String other : List.of("a", "a\\\":", "a\\\\", "abcdefgh", "abcdefghi", "abcdefghij")) {
      ShapeCheck.require(shape, "{\"" + other + "\":\"7\"}");
    }
    assertThat(isRefused(Escaped.class, "{\"a\\\\\":40000,\"abcdefghijkl\":1}")).isTrue();
    assertThat(isRefused(Escaped.class, "{\"a\\\\\":4,\"abcdefghijkl\":40000}")).isTrue();
    assertThat(isRefused(Escaped.class, "{\"a\\\\\":4,\"abcdefghijkl\":4}")).isFalse();
  }

  /** No library has read it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":1",
        "{\"id\":12345678",
        "{\"weight\":1.",
        "{\"paid\":true",
        "{\"id\":1,",
        "{\"x\":\"",
        "{\"x\":\"12345678",
        "{\"x\":\"\\",
        "{\"x\":\"\\\"",
        "{id:1}",
        "{\"id\":?}",
        "{\"id\":-}",
        "{\"ids\":[?]}",
        "{\"ids\":[1",
      })
  void whatIsNoJsonIsRefusedAtItsEnd(String json) {
    assertThat(fits(json)).isFalse();
  }

  @Test
  void messageNamesTheMemberAndQuotesNothing() {
    assertThat(message("{\"nested\": {\"longs\": [77777777777777777777]}}"))
        .isEqualTo("the body has a number that long cannot hold at longs");
  }

  private static String message(String json) {
    try {
      ShapeCheck.require(Shapes.of(Everything.class, Shape.ANY), json);
      return "";
    } catch (PayloadException e) {
      return e.getMessage();
    }
  }

  @Test
  void typeThatHoldsAnythingNeedsNoLook() {
    for (Type type : List.<Type>of(Object.class, JsonValue.class, Names.class, Iterable.class)) {
      assertThat(Shapes.of(type, Shape.ANY)).isSameAs(Shape.ANY);
    }
  }

  public record Name(String name) {}

  public record Amount(long cents) {}

  private record Hidden(String name) {}

  /** An enum. */
  public enum Color {
    RED
  }

  public record StringRecord(String value) {}

  public static class StringClass {
    public String value;
  }

  public record ObjectRecord(Object value) {}

  public static class ObjectClass {
    public Object value;
  }

  public record OptionalTextRecord(Optional<String> value) {}

  public record OptionalNameRecord(Optional<Name> value) {}

  public record ColorRecord(Color value) {}

  public static class ColorClass {
    public Color value;
  }

  public record InstantRecord(Instant value) {}

  public record DateRecord(LocalDate value) {}

  public record NameRecord(Name value) {}

  public static class NameClass {
    public Name value;
  }

  public record ListRecord(List<Integer> value) {}

  public record MapRecord(Map<String, Integer> value) {}

  /** What a library may bind an array to. */
  public static class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  /** A name that JSON escapes, and a long one. */
  public static class Escaped {
    @JsonbProperty("a\\")
    public short escaped;

    public short abcdefghijkl;
  }

  /** Members with names of less and more than eight bytes. */
  public record Parcel(
      short id,
      int quantity,
      long identification,
      double weight,
      boolean paid,
      List<Integer> ids,
      String text) {}

  /** Contains itself. */
  public record Chain(String name, Chain next) {}

  /** A class with a bit of everything. */
  public static class Everything extends Base<Integer> {
    public int[] ints;
    public List<Long> longs;
    public Integer[] boxed;
    public Map<String, Integer> byName;
    public Everything nested;
    public Generic<Long> generic;
    public Pet pet;
    public Optional<Integer> maybe;

    @JsonbProperty("renamed_")
    public int renamed;

    @JsonbTransient public double ignoredHere;

    @JsonbTypeAdapter(Lenient.class)
    public Integer adapted;

    private int ignored;

    public int getIgnored() {
      return ignored;
    }
  }

  /** A superclass. */
  public static class Base<T> {
    public T inherited;
  }

  /** A class with a type argument. */
  public static class Generic<T> {
    public T value;
  }

  /** One of several. */
  @JsonbTypeInfo(key = "kind", value = @JsonbSubtype(alias = "dog", type = Dog.class))
  public interface Pet {}

  /** The one that there is. */
  public static class Dog implements Pet {
    public int age;
  }

  /** Reads anything. */
  public static class Lenient implements JsonbAdapter<Integer, BigDecimal> {
    @Override
    public BigDecimal adaptToJson(Integer value) {
      return BigDecimal.valueOf(value);
    }

    @Override
    public Integer adaptFromJson(BigDecimal value) {
      return -1;
    }
  }

  public record ByteRecord(byte value) {}

  public static class ByteClass {
    public byte value;
  }

  public record ShortRecord(short value) {}

  public static class ShortClass {
    public short value;
  }

  public record IntRecord(int value) {}

  public static class IntClass {
    public int value;
  }

  /** Has accessors. */
  public static class IntBean {
    private int value;

    public void setValue(int value) {
      this.value = value;
    }
  }

  /** Has a creator. */
  public static class IntCreator {
    private final int value;

    @JsonbCreator
    public IntCreator(@JsonbProperty("value") int given) {
      this.value = given;
    }
  }

  public record IntegerRecord(Integer value) {}

  public static class IntegerClass {
    public Integer value;
  }

  public record OptionalIntRecord(OptionalInt value) {}

  public record LongRecord(long value) {}

  public static class LongClass {
    public long value;
  }

  public record OptionalLongRecord(OptionalLong value) {}

  public record BigIntegerRecord(BigInteger value) {}

  public record BigDecimalRecord(BigDecimal value) {}

  public record FloatRecord(float value) {}

  public static class FloatClass {
    public float value;
  }

  public record DoubleRecord(double value) {}

  public static class DoubleClass {
    public double value;
  }

  public record BooleanRecord(boolean value) {}

  public static class BooleanClass {
    public boolean value;
  }

  public record CharRecord(char value) {}

  public static class CharClass {
    public char value;
  }

  public record UuidRecord(UUID value) {}

  public static class UuidClass {
    public UUID value;
  }
}
