package org.gatepost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepost.event.Webhook;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.signature.SchemeProvider;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/**
 * The house: which package may use which, how large each is, and what is public. Whoever changes
 * that changes it here, too.
 */
class LayersTest {
  /** No package has more files. */
  private static final int MAX_FILES = 30;

  /** No cycle of classes, which then cannot be understood one by one, is larger. */
  private static final int MAX_CYCLE = 3;

  private static final Dependencies CLASSES =
      Dependencies.of(Dependencies.placesOf(Delivery.class, WebhookFilter.class, Webhook.class));

  @Test
  void packagesUseOnlyWhatTheyMay() throws Exception {
    List<String> found =
        CLASSES.ofPackages().arrows().entrySet().stream()
            .map(each -> (each.getKey() + ": " + String.join(" ", each.getValue())).strip())
            .toList();

    assertThat(String.join("\n", found)).isEqualTo(String.join("\n", lines("layers.txt")));
  }

  @Test
  void receivingKnowsNoServlet() {
    assertThat(CLASSES.packagesThatUse("jakarta."))
        .isNotEmpty()
        .allMatch(name -> name.matches("org\\.gatepost\\.(cdi|event|filter)(\\..*)?"));
  }

  private static List<String> lines(String resource) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources", resource));
  }

  @Test
  void noPackageIsInACycle() {
    assertThat(CLASSES.ofPackages().cycles()).isEmpty();
  }

  @Test
  void noCycleOfClassesIsLarge() {
    assertThat(CLASSES.cycles())
        .allSatisfy(cycle -> assertThat(cycle).hasSizeLessThan(MAX_CYCLE + 1));
  }

  @Test
  void noPackageIsLarge() {
    assertThat(CLASSES.packages())
        .allSatisfy((name, types) -> assertThat(types).hasSizeLessThan(MAX_FILES + 1));
  }

  @Test
  void publicTypesAreThoseListed() throws Exception {
    Set<String> found = new TreeSet<>();
    int all = 0;
    for (List<String> types : CLASSES.packages().values()) {
      for (String type : types) {
        all++;
        if (isPublic(type)) {
          found.add(type);
        }
      }
    }
    assertThat(String.join("\n", found)).isEqualTo(String.join("\n", lines("public-types.txt")));
    assertThat(found.size() * 2).isLessThanOrEqualTo(all);
  }

  @Test
  void publicTypesAreDocumented() throws Exception {
    List<String> undocumented = new ArrayList<>();
    for (String type : lines("public-types.txt")) {
      String source = Files.readString(sourceOf(type));
      String simple = type.substring(type.lastIndexOf('.') + 1);
      Pattern documented =
          Pattern.compile(
              "\\*/\\s(@.*\\s|//.*\\s|    .*\\s)*public [a-z @-]*(class|record|enum|interface) "
                  + simple
                  + "\\b");
      if (!documented.matcher(source).find()) {
        undocumented.add(type);
      }
    }
    assertThat(undocumented).isEmpty();
  }

  private static Path sourceOf(String type) {
    return Stream.of("core", "filter", "cdi-extension")
        .map(module -> Path.of("..", module, "src/main/java", type.replace('.', '/') + ".java"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isPublic(String type) throws ClassNotFoundException {
    Class<?> loaded = Class.forName(type, false, LayersTest.class.getClassLoader());
    return Modifier.isPublic(loaded.getModifiers());
  }

  /** Whatever else could make a delivery could make one that nobody has verified. */
  @Test
  void deliveriesAreReadBackByTheInboxAlone() {
    assertThat(CLASSES.usersOf(StoredDelivery.class.getName()))
        .allMatch(
            type ->
                type.equals(Delivery.class.getName()) || type.startsWith("org.gatepost.inbox."));
  }

  /** Whatever else could read a secret could show it. */
  @Test
  void secretsAreReadByWhatComputesWithThemAlone() {
    assertThat(Secret.class.getMethods())
        .filteredOn(method -> method.getReturnType() == String.class)
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("label", "toString");
    assertThat(CLASSES.usersOf(SecretText.class.getName()))
        .isNotEmpty()
        .allMatch(type -> type.startsWith("org.gatepost.signature.internal."));
  }

  /** Whatever else had the authority could call any request genuine. */
  @Test
  void genuineRequestsAreMadeByVerifiersAlone() {
    assertThat(CLASSES.usersOf(SchemeProvider.class.getName()))
        .isNotEmpty()
        .allMatch(type -> type.startsWith("org.gatepost.signature."));
    assertThat(Verified.Authority.class.getConstructors()).isEmpty();
  }

  @Test
  void cyclesAndArrowsAreFound() {
    Dependencies made =
        Dependencies.parse(
            """
            classes -> java.base
               org.gatepost.a.One     -> java.lang.Object         java.base
                                      -> org.gatepost.b.Two$In    classes
               org.gatepost.b.Two$In  -> org.gatepost.c.Three     classes
               org.gatepost.c.Three   -> org.gatepost.a.One       classes
               org.gatepost.c.Four    -> org.gatepost.c.Three     classes
            """);

    Set<String> cycle = Set.of("org.gatepost.a.One", "org.gatepost.b.Two", "org.gatepost.c.Three");
    assertThat(made.cycles()).containsExactly(cycle);
    assertThat(made.ofPackages().cycles())
        .containsExactly(Set.of("org.gatepost.a", "org.gatepost.b", "org.gatepost.c"));
    assertThat(made.usersOf("org.gatepost.c.Three"))
        .containsExactly("org.gatepost.b.Two", "org.gatepost.c.Four");
  }
}
