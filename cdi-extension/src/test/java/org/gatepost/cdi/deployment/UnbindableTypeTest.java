package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.UUID;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** GP114: JSON-B can never make the observed type. */
@Tag("each-jsonb")
class UnbindableTypeTest {

  @Test
  void typesThatNobodyCanMakeAreRefusedAllAtOnce() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Hopeless.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "GP114: " + Hopeless.class.getName() + "#shape(" + Shape.class.getName())
                    .contains(
                        " observes "
                            + Shape.class.getName()
                            + ", which JSON Binding cannot make: "
                            + Shape.class.getName()
                            + " is an interface, and no annotation of JSON Binding tells what to make. Observe a class or"
                            + " record, JsonObject, String, byte[], InputStream or Delivery, or have a bean of type Jsonb")
                    .contains("#shapes(java.util.List)")
                    .contains("#shapeArray(")
                    .contains("#shapesByName(java.util.Map)")
                    .contains("#arrayOfLists(java.util.List[])")
                    .contains(Box.class.getName() + " has neither a constructor without parameters")
                    .contains("#base(")
                    .contains(Base.class.getName() + " is abstract, and")
                    .contains("#argument(")
                    .contains("has neither a constructor without parameters nor a @JsonbCreator")
                    .contains("#inner(")
                    .contains(
                        "is an inner class, which needs an instance of the outer: make it static")
                    .contains("#file(java.io.File)")
                    .contains("it knows no such type of Java's")
                    .contains("#bytes(java.io.ByteArrayInputStream)")
                    .contains("#runnable(")
                    .contains("#variable(")
                    .contains("what T stands for is not known at run time"));
  }

  @Test
  void nothingThatJsonBindingKnowsIsRefused() {
    assertThatNoException().isThrownBy(() -> TestApplication.with(Hopeful.class).close());
  }

  @Test
  void noConstructorOfTheApplicationIsCalled() {
    assertThatNoException().isThrownBy(() -> TestApplication.with(Untouched.class).close());
    assertThat(Touchy.made).isFalse();
  }

  @Test
  void whatYassonHasNoAccessToIsRefusedAllAtOnce() {
    assumeThat(JsonbBuilder.create().getClass().getName()).contains("yasson");
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Hidden.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "GP114: "
                            + Hidden.class.getName()
                            + "#ofPackage("
                            + OfPackage.class.getName()
                            + ") observes "
                            + OfPackage.class.getName()
                            + ", which JSON Binding cannot make: record "
                            + OfPackage.class.getName()
                            + " is not public, and Yasson, this server's JSON Binding, has access to public ones only:"
                            + " make it public. Observe a")
                    .contains("#ofClass(")
                    .contains("#ofFamily(")
                    .contains("#list(")
                    .contains("#array(")
                    .contains("#classOfPackage(")
                    .contains("#closed(")
                    .contains(
                        "the constructor of "
                            + Closed.class.getName()
                            + " is neither public nor protected")
                    .contains("#component(")
                    .contains("#setter(")
                    .contains("#field(")
                    .contains("record " + OfClass.class.getName() + " is not public"));
  }

  @Test
  void whatYassonHasAccessToIsBound() {
    try (TestApplication application = TestApplication.with(Seen.class)) {
      assertThat(application.deliver("a", "{\"name\": \"n\", \"other\": {\"name\": \"o\"}}"))
          .isEqualTo("DONE");
    }
  }

  record OfPackage(String name) {}

  private record OfClass(String name) {}

  protected record OfFamily(String name) {}

  static class ClassOfPackage {
    public String name;

    public ClassOfPackage() {}
  }

  public static class Closed {
    public String name;

    Closed() {}
  }

  public record Component(List<OfClass> hidden) {}

  public static class Setter {
    public void setHidden(OfPackage hidden) {}
  }

  public static class PublicField {
    public OfPackage[] hidden;
  }

  @ApplicationScoped
  static class Hidden {
    void ofPackage(@Observes @Webhook("a") OfPackage hidden) {}

    void ofClass(@Observes @Webhook("a") OfClass hidden) {}

    void ofFamily(@Observes @Webhook("a") OfFamily hidden) {}

    void list(@Observes @Webhook("a") List<OfPackage> hidden) {}

    void array(@Observes @Webhook("a") OfPackage[] hidden) {}

    void classOfPackage(@Observes @Webhook("a") ClassOfPackage hidden) {}

    void closed(@Observes @Webhook("a") Closed hidden) {}

    void component(@Observes @Webhook("a") Component hidden) {}

    void setter(@Observes @Webhook("a") Setter hidden) {}

    void field(@Observes @Webhook("a") PublicField hidden) {}
  }

  static class Enclosing {
    public record Open(String name) {}
  }

  protected static class Family {
    public String name;

    protected Family() {}
  }

  public static class Linked {
    public String name;
    public Linked other;
  }

  public static class Adapted {
    public String name;

    @JsonbTransient public OfPackage hidden;
  }

  @ApplicationScoped
  static class Seen {
    void open(@Observes @Webhook("a") Enclosing.Open open) {}

    void family(@Observes @Webhook("a") Family family) {}

    void linked(@Observes @Webhook("a") Linked linked) {}

    void adapted(@Observes @Webhook("a") Adapted adapted) {}
  }

  public interface Shape {}

  public abstract static class Base {}

  public static final class Argument {
    public Argument(String argument) {}

    /** Not annotated, and so no creator. */
    public static Argument of(String argument) {
      return new Argument(argument);
    }
  }

  public static final class Box<T> {
    public Box(T content) {}
  }

  public final class Inner {}

  @ApplicationScoped
  static class Hopeless {
    void shape(@Observes @Webhook("a") Shape shape) {}

    void shapes(@Observes @Webhook("a") List<? extends Shape> shapes) {}

    void shapeArray(@Observes @Webhook("a") Shape[] shapes) {}

    void shapesByName(@Observes @Webhook("a") Map<String, List<Shape>> shapes) {}

    void arrayOfLists(@Observes @Webhook("a") List<Shape>[] shapes) {}

    void box(@Observes @Webhook("a") Box<String> box) {}

    void base(@Observes @Webhook("a") Base base) {}

    void argument(@Observes @Webhook("a") Argument argument) {}

    void inner(@Observes @Webhook("a") Inner inner) {}

    void file(@Observes @Webhook("a") File file) {}

    void bytes(@Observes @Webhook("a") ByteArrayInputStream stream) {}

    void runnable(@Observes @Webhook("a") Runnable runnable) {}

    <T> void variable(@Observes @Webhook("a") List<T> variable) {}
  }

  public static final class Created {
    private Created(String argument) {}

    @JsonbCreator
    public static Created of(@JsonbProperty("a") String argument) {
      return new Created(argument);
    }
  }

  @JsonbTypeInfo(@JsonbSubtype(alias = "a", type = Sub.class))
  public interface Configured {}

  public interface BelowConfigured extends Configured {}

  public static class Sub implements Configured {}

  public enum Kind {
    ONE {
      @Override
      int number() {
        return 1;
      }
    };

    abstract int number();
  }

  public record Page<T>(List<T> rows) {}

  @ApplicationScoped
  static class Hopeful {
    void created(@Observes @Webhook("a") Created created) {}

    void configured(@Observes @Webhook("a") Configured configured) {}

    void belowConfigured(@Observes @Webhook("a") BelowConfigured configured) {}

    void kind(@Observes @Webhook("a") Kind kind) {}

    void page(@Observes @Webhook("a") Page<Created> page) {}

    void any(@Observes @Webhook("a") Object any) {}

    void wildcards(@Observes @Webhook("a") Map<String, ?> wildcards) {}

    void raw(@Observes @Webhook("a") Map raw) {}

    void hash(@Observes @Webhook("a") HashMap<String, Integer> hash) {}

    void sorted(@Observes @Webhook("a") SortedMap<String, Integer> sorted) {}

    void byNumber(@Observes @Webhook("a") Map<Integer, Kind> byNumber) {}

    void set(@Observes @Webhook("a") Set<Kind> set) {}

    void collection(@Observes @Webhook("a") Collection<Kind> collection) {}

    void deque(@Observes @Webhook("a") Deque<String> deque) {}

    void list(@Observes @Webhook("a") ArrayList<Optional<String>> list) {}

    void ints(@Observes @Webhook("a") int[] ints) {}

    void grid(@Observes @Webhook("a") double[][] grid) {}

    void number(@Observes @Webhook("a") Integer number) {}

    void truth(@Observes @Webhook("a") Boolean truth) {}

    void letter(@Observes @Webhook("a") Character letter) {}

    void big(@Observes @Webhook("a") BigInteger big) {}

    void uri(@Observes @Webhook("a") URI uri) {}

    void uuid(@Observes @Webhook("a") UUID uuid) {}

    void instant(@Observes @Webhook("a") Instant instant) {}

    void zone(@Observes @Webhook("a") ZoneId zone) {}

    void date(@Observes @Webhook("a") Date date) {}

    void calendar(@Observes @Webhook("a") Calendar calendar) {}

    void timeZone(@Observes @Webhook("a") TimeZone timeZone) {}

    void optional(@Observes @Webhook("a") OptionalInt optional) {}

    void stream(@Observes @Webhook("a") InputStream stream) {}
  }

  /** Would tell if somebody tried. */
  public static final class Touchy {
    static boolean made;

    public Touchy() {
      made = true;
    }
  }

  @ApplicationScoped
  static class Untouched {
    void touchy(@Observes @Webhook("a") Touchy touchy) {}

    void touchies(@Observes @Webhook("a") List<Touchy> touchies) {}
  }
}
