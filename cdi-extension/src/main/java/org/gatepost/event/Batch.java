package org.gatepost.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an observer all events of a delivery that match it by one call, beside {@link Webhook} on
 * an observed {@code List}:
 *
 * <pre>{@code
 * void mailed(@Observes @Batch @Webhook("*") List<MailEvent> events) { ... }
 * }</pre>
 *
 * <p>The list holds what an observer of the element's type would have been called with, event by
 * event, in the order in which they stand in the body; it is never empty. Of a delivery that is one
 * event it holds that one. An event that the observer has finished at an earlier attempt is not in
 * it, nor one that does not become the element's type.
 *
 * <p>The call is one transaction where observers have one, with a receipt for each event: all of
 * them have taken effect, or none. If the observer fails, it has failed for all events in the list.
 * It is called when the observers of single events are done.
 *
 * <p>{@link Webhook#at} and {@link Where} are relative to the event, as without {@code @Batch}.
 * Refused at deployment where the observed type is not {@code List} with one type argument.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Batch {}
