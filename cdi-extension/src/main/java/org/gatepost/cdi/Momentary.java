package org.gatepost.cdi;

import jakarta.inject.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope of the injectable delivery: found anew at each injection, like a dependent bean, but
 * kept by nobody. Weld would keep every dependent one that a {@code Provider} has given, with its
 * body, for as long as the bean lives that has the provider.
 */
@Scope
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Momentary {}
