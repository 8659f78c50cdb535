package org.gatepost.event;

import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the JSON body, beside {@link Webhook} on the observed parameter:
 *
 * <pre>{@code
 * void costly(@Observes @Webhook(value = "workflow.*", at = "/data")
 *             @Where(path = "/data/cost", greaterThan = "0.10") Run run) { ... }
 * }</pre>
 *
 * <p>It holds if there is a value at the path and every member given holds for it. Of several
 * {@code @Where} all must hold. A body that is not JSON meets none. An observer whose conditions do
 * not hold does not receive the delivery, as if its type were another.
 *
 * <p>Texts are compared letter by letter. A string is its characters, a boolean {@code true} or
 * {@code false}, null is {@code null}. Numbers are compared by value: {@code 0.1} equals {@code
 * 0.10}. Objects and arrays equal nothing. If the body names a member twice, the value counts that
 * the server's JSON-P keeps.
 *
 * <p>Refused at deployment: no condition, a path that is no JSON pointer, a bound that is no
 * number, and members of which no value can meet all. Needs JSON-P.
 */
@Documented
@Repeatable(Where.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Where {

  /**
   * Where the value stands.
   *
   * @return a JSON Pointer (RFC 6901) from the root of the body, whatever {@link Webhook#at} is
   */
  String path();

  /**
   * What the value is equal to.
   *
   * @return a text; the empty string, the default, is no condition: write {@code in = ""} for it
   */
  String equalTo() default "";

  /**
   * What the value is equal to one of.
   *
   * @return texts; none, the default, is no condition
   */
  String[] in() default {};

  /**
   * What the value begins with. Only strings do.
   *
   * @return a text; the empty string, the default, is no condition
   */
  String startsWith() default "";

  /**
   * What the value contains: a string that has this text in it, or an array of which an element is
   * equal to it.
   *
   * @return a text; the empty string, the default, is no condition
   */
  String contains() default "";

  /**
   * What the value is greater than (exclusive). It may be a number, or a string written as one of
   * at most 100 characters, since many senders write amounts so.
   *
   * @return a number as JSON has it; the empty string, the default, is no condition
   */
  String greaterThan() default "";

  /**
   * What the value is less than (exclusive); otherwise like {@link #greaterThan}.
   *
   * @return a number as JSON has it; the empty string, the default, is no condition
   */
  String lessThan() default "";

  /**
   * Whether there is a value at all: {@code exists = true} takes any, also null; {@code exists =
   * false} takes a body without one, and stands alone.
   *
   * @return true, false, or nothing, the default, which is no condition
   */
  boolean[] exists() default {};

  /** Several {@code @Where} on one parameter, which all must hold. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  @interface List {
    /**
     * The conditions.
     *
     * @return in any order
     */
    Where[] value();
  }

  /**
   * A {@code @Where} made by code, for extensions and tests. Immutable.
   *
   * <pre>{@code
   * Where.Literal.of("/data/cost").greaterThan("0.10").lessThan("10")
   * }</pre>
   */
  // The list is an immutable one.
  @SuppressWarnings({"ClassExplicitlyAnnotation", "ImmutableAnnotationChecker"})
  final class Literal extends AnnotationLiteral<Where> implements Where {
    private static final long serialVersionUID = 1L;

    /** As {@link Where#path}. */
    private final String path;

    /** As {@link Where#equalTo}. */
    private final String equalTo;

    /** As {@link Where#in}. */
    private final java.util.List<String> in;

    /** As {@link Where#startsWith}. */
    private final String startsWith;

    /** As {@link Where#contains}. */
    private final String contains;

    /** As {@link Where#greaterThan}. */
    private final String greaterThan;

    /** As {@link Where#lessThan}. */
    private final String lessThan;

    /** As {@link Where#exists}. */
    private final @Nullable Boolean exists;

    private Literal(
        String path,
        String equalTo,
        java.util.List<String> in,
        String startsWith,
        String contains,
        String greaterThan,
        String lessThan,
        @Nullable Boolean exists) {
      this.path = path;
      this.equalTo = equalTo;
      this.in = in;
      this.startsWith = startsWith;
      this.contains = contains;
      this.greaterThan = greaterThan;
      this.lessThan = lessThan;
      this.exists = exists;
    }

    /**
     * At the given path, without a condition yet.
     *
     * @param path as {@link Where#path}
     * @return the annotation
     */
    public static Literal of(String path) {
      return new Literal(path, "", java.util.List.of(), "", "", "", "", null);
    }

    /**
     * The same with this condition.
     *
     * @param text as {@link Where#equalTo}
     * @return the annotation
     */
    public Literal equalTo(String text) {
      return new Literal(path, text, in, startsWith, contains, greaterThan, lessThan, exists);
    }

    /**
     * The same with this condition.
     *
     * @param first as {@link Where#in}
     * @param others as {@link Where#in}
     * @return the annotation
     */
    public Literal in(String first, String... others) {
      ArrayList<String> texts = new ArrayList<>(java.util.List.of(others));
      texts.add(0, first);
      return new Literal(
          path,
          equalTo,
          java.util.List.copyOf(texts),
          startsWith,
          contains,
          greaterThan,
          lessThan,
          exists);
    }

    /**
     * The same with this condition.
     *
     * @param text as {@link Where#startsWith}
     * @return the annotation
     */
    public Literal startsWith(String text) {
      return new Literal(path, equalTo, in, text, contains, greaterThan, lessThan, exists);
    }

    /**
     * The same with this condition.
     *
     * @param text as {@link Where#contains}
     * @return the annotation
     */
    public Literal contains(String text) {
      return new Literal(path, equalTo, in, startsWith, text, greaterThan, lessThan, exists);
    }

    /**
     * The same with this condition.
     *
     * @param number as {@link Where#greaterThan}
     * @return the annotation
     */
    public Literal greaterThan(String number) {
      return new Literal(path, equalTo, in, startsWith, contains, number, lessThan, exists);
    }

    /**
     * The same with this condition.
     *
     * @param number as {@link Where#lessThan}
     * @return the annotation
     */
    public Literal lessThan(String number) {
      return new Literal(path, equalTo, in, startsWith, contains, greaterThan, number, exists);
    }

    /**
     * The same with this condition.
     *
     * @param there as {@link Where#exists}
     * @return the annotation
     */
    public Literal exists(boolean there) {
      return new Literal(path, equalTo, in, startsWith, contains, greaterThan, lessThan, there);
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public String equalTo() {
      return equalTo;
    }

    @Override
    public String[] in() {
      return in.toArray(String[]::new);
    }

    @Override
    public String startsWith() {
      return startsWith;
    }

    @Override
    public String contains() {
      return contains;
    }

    @Override
    public String greaterThan() {
      return greaterThan;
    }

    @Override
    public String lessThan() {
      return lessThan;
    }

    @Override
    public boolean[] exists() {
      return exists == null ? new boolean[0] : new boolean[] {exists};
    }
  }
}
