package org.gatepost.event;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a CDI observer method receive webhook events. The observed type is what the body becomes:
 *
 * <pre>{@code
 * void completed(@Observes @Webhook("workflow.completed") WorkflowCompleted run, Delivery delivery) { ... }
 * void anyFailure(@Observes @Webhook(value = "*.failed", source = "broxi") JsonObject event) { ... }
 * }</pre>
 *
 * <p>It may be any type that JSON-B binds (class, record, array, {@code Map}, {@code List<T>}),
 * {@code JsonObject} or another {@code JsonValue}, {@code Map<String, List<String>>} for the fields
 * of a form, {@code String} (the body as text), {@code byte[]}, {@code InputStream}, or {@link
 * org.gatepost.Delivery}. Unknown fields are ignored; constraints of Jakarta Validation are checked
 * before any observer is called. Further parameters are injected as in every observer method; among
 * them may be the {@code Delivery}.
 *
 * <p>Several on one parameter are alternatives: a delivery is received if one of them matches,
 * once, and the first that matches says which part is bound. {@link Where} adds conditions on the
 * content; {@link Fallback} takes what no other observer receives.
 *
 * <p>An observer that returns normally has finished the delivery and is not called for it again.
 * One that throws is called again when the sender repeats the delivery, and keeps no other observer
 * from running. Observers run one after the other, in the order of {@code @Priority}.
 *
 * <p>Refused at deployment: {@code @ObservesAsync}, methods that return before their work is done
 * ({@code @Asynchronous}, {@code CompletionStage}, ...), transaction phases other than {@code
 * IN_PROGRESS}, a pattern that can match nothing, two observers with one consumer name, and this
 * annotation anywhere but on the observed parameter.
 */
@Qualifier
@Documented
@Repeatable(Webhook.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Webhook {

  /**
   * Which event types are received: a pattern, in which {@code *} stands for any characters but a
   * dot, and {@code **} for any characters.
   *
   * @return the pattern
   */
  @Nonbinding
  String value();

  /**
   * Which sources are heard, by the names of their filters: a pattern like {@link #value}.
   *
   * @return the pattern, for all sources unless given
   */
  @Nonbinding
  String source() default "**";

  /**
   * The part of a JSON body that is bound.
   *
   * @return a JSON Pointer (RFC 6901), to the whole body unless given
   */
  @Nonbinding
  String at() default "";

  /**
   * The name under which it is recorded that this observer finished a delivery. A name given keeps
   * its records when class or method are renamed.
   *
   * @return the name, bean class and method signature unless given
   */
  @Nonbinding
  String consumer() default "";

  /** Several {@code @Webhook} on one parameter. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
  @interface List {
    /**
     * The alternatives.
     *
     * @return in the order in which they are tried
     */
    Webhook[] value();
  }

  /**
   * A {@code @Webhook} made by code, for synthetic observers, extensions and tests. Immutable.
   *
   * <pre>{@code
   * Webhook.Literal.of("workflow.*").source("broxi").at("/data")
   * }</pre>
   */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  final class Literal extends AnnotationLiteral<Webhook> implements Webhook {
    private static final long serialVersionUID = 1L;

    /** As {@link Webhook#value}. */
    private final String value;

    /** As {@link Webhook#source}. */
    private final String source;

    /** As {@link Webhook#at}. */
    private final String at;

    /** As {@link Webhook#consumer}. */
    private final String consumer;

    private Literal(String value, String source, String at, String consumer) {
      this.value = value;
      this.source = source;
      this.at = at;
      this.consumer = consumer;
    }

    /**
     * For the given event types, of all sources, the whole body.
     *
     * @param value a pattern as {@link Webhook#value}
     * @return the annotation
     */
    public static Literal of(String value) {
      return new Literal(value, "**", "", "");
    }

    /**
     * The same with another source.
     *
     * @param pattern as {@link Webhook#source}
     * @return the annotation
     */
    public Literal source(String pattern) {
      return new Literal(value, pattern, at, consumer);
    }

    /**
     * The same with another part.
     *
     * @param pointer as {@link Webhook#at}
     * @return the annotation
     */
    public Literal at(String pointer) {
      return new Literal(value, source, pointer, consumer);
    }

    /**
     * The same with another name.
     *
     * @param name as {@link Webhook#consumer}
     * @return the annotation
     */
    public Literal consumer(String name) {
      return new Literal(value, source, at, name);
    }

    @Override
    public String value() {
      return value;
    }

    @Override
    public String source() {
      return source;
    }

    @Override
    public String at() {
      return at;
    }

    @Override
    public String consumer() {
      return consumer;
    }
  }
}
