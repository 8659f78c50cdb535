package org.gatepost.event;

import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an observer with {@link Webhook} receive only what no observer without this annotation
 * receives, whether for its type, its source or its content:
 *
 * <pre>{@code
 * void unknown(@Observes @Webhook("**") @Fallback Delivery delivery) { ... }
 * }</pre>
 *
 * <p>What the fallback's own patterns and conditions do not take is ignored as ever. A delivery
 * that another observer receives and fails with is no case for it. Several fallbacks receive the
 * same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Fallback {

  /** A {@code @Fallback} made by code, for extensions and tests. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  final class Literal extends AnnotationLiteral<Fallback> implements Fallback {
    private static final long serialVersionUID = 1L;

    /** The annotation. */
    public static final Literal INSTANCE = new Literal();

    private Literal() {}
  }
}
