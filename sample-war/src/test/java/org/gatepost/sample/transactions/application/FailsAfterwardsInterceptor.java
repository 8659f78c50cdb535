package org.gatepost.sample.transactions.application;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.gatepost.Delivery;

/** Fails the observer's first attempt from around {@code @Transactional}, whose priority is 200. */
@FailsAfterwards
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class FailsAfterwardsInterceptor {
  @AroundInvoke
  Object failAtFirst(InvocationContext context) throws Exception {
    Object result = context.proceed();
    if (((Delivery) context.getParameters()[0]).attempt() == 1) {
      throw new IllegalStateException("failing at the first attempt");
    }
    return result;
  }
}
