package org.gatepost.cdi.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.util.TypeLiteral;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application none of whose payloads can have constraints starts without Validation. */
class MayHaveConstraintsTest {

  private record Run(String id) {}

  private static Stream<Type> closed() {
    return Stream.of(
        String.class,
        String[].class,
        byte[].class,
        int[][].class,
        InputStream.class,
        Delivery.class,
        JsonObject.class,
        new TypeLiteral<List<String>>() {}.getType(),
        new TypeLiteral<Map<String, List<JsonObject>>>() {}.getType());
  }

  private static Stream<Type> open() {
    return Stream.of(
        Run.class,
        Run[].class,
        new TypeLiteral<List<Run>>() {}.getType(),
        new TypeLiteral<Map<String, List<Run>>>() {}.getType(),
        new TypeLiteral<List<? extends Run>>() {}.getType(),
        new TypeLiteral<List<Run>[]>() {}.getType());
  }

  @ParameterizedTest
  @MethodSource("closed")
  void typesOfJavaAndJsonHaveNone(Type type) {
    assertThat(MayHaveConstraints.test(observerOf(type))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("open")
  void typesOfTheApplicationMay(Type type) {
    assertThat(MayHaveConstraints.test(observerOf(type))).isTrue();
  }

  private static FoundObserver observerOf(Type type) {
    return new FoundObserver(
        "Runs#on",
        List.of(),
        List.of(),
        false,
        false,
        null,
        TransactionUse.JOINS,
        Optional.empty(),
        new TestObserverMethod(type, () -> {}));
  }
}
