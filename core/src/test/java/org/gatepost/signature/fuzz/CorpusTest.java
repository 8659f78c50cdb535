package org.gatepost.signature.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays what fuzzing started from and found, without the fuzzer, which would slow down every test
 * that runs after it in the same process.
 */
class CorpusTest {

  @TestFactory
  Stream<DynamicNode> everyInputIsRefusedOrReadAsItShould() throws Exception {
    List<DynamicNode> targets = new ArrayList<>();
    for (Path file : filesIn(CorpusTest.class.getResource(".").toURI())) {
      String name = file.getFileName().toString();
      if (name.endsWith("Fuzz.class")) {
        Class<?> type =
            Class.forName(CorpusTest.class.getPackageName() + "." + name.replace(".class", ""));
        targets.add(dynamicContainer(type.getSimpleName(), inputs(type)));
      }
    }
    assertThat(targets).hasSizeGreaterThan(5);
    return targets.stream();
  }

  private static Stream<DynamicNode> inputs(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    Object target = constructor.newInstance();
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(FuzzTest.class))
            .findFirst()
            .orElseThrow();
    // Where jazzer looks for them.
    URL folder = type.getResource(type.getSimpleName() + "Inputs/" + method.getName());
    assertThat(folder).as("inputs of %s", type).isNotNull();
    return filesIn(folder.toURI()).stream()
        .map(
            file ->
                dynamicTest(
                    file.getFileName().toString(),
                    () -> replay(method, target, Files.readAllBytes(file))));
  }

  private static void replay(Method method, Object target, byte[] input) throws Throwable {
    try {
      method.invoke(target, (Object) input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static List<Path> filesIn(URI folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.sorted().toList();
    }
  }
}
