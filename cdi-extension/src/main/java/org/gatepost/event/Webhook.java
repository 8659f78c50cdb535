package org.gatepost.event;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
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
 * <p>It may be any type that JSON-B binds (class, record, {@code Map}, {@code List<T>}), {@code
 * JsonObject} or another {@code JsonValue}, {@code String} (the body as text), {@code byte[]}, or
 * {@link org.gatepost.Delivery}. Unknown fields are ignored. Further parameters are injected as in
 * every observer method; among them may be the {@code Delivery}.
 *
 * <p>An observer that returns normally has finished the delivery and is not called for it again.
 * One that throws is called again when the sender repeats the delivery, and keeps no other observer
 * from running. Observers run one after the other, in the order of {@code @Priority}.
 *
 * <p>Refused at deployment: {@code @ObservesAsync}, transaction phases other than {@code
 * IN_PROGRESS}, a pattern that can match nothing, two observers with one consumer name.
 */
@Qualifier
@Documented
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
}
