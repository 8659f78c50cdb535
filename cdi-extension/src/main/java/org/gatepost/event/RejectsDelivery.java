package org.gatepost.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an exception class mean the same as {@link DeliveryRejectedException} when an observer
 * throws it. Subclasses inherit it:
 *
 * <pre>{@code
 * @RejectsDelivery
 * class UnknownCustomerException extends RuntimeException { ... }
 * }</pre>
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RejectsDelivery {}
