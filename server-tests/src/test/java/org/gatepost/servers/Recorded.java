package org.gatepost.servers;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.gatepost.servers.server.Published;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Writes down what became of each check. */
final class Recorded implements TestWatcher, InvocationInterceptor {
  private final Published published;

  Recorded(Published published) {
    this.published = published;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Optional<KnownFault> fault =
        AnnotationSupport.findRepeatableAnnotations(method.getExecutable(), KnownFault.class)
            .stream()
            .filter(known -> List.<Published>of(known.on()).contains(published))
            .findFirst();
    if (fault.isEmpty()) {
      invocation.proceed();
      return;
    }
    try {
      invocation.proceed();
    } catch (Throwable known) {
      throw new TestAbortedException("fault: " + fault.get().cause(), known);
    }
    throw new AssertionError("it does not fail any more: " + fault.get().cause());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    interceptTestMethod(invocation, method, context);
  }

  private void record(ExtensionContext context, String outcome, String reason) {
    String theme = context.getRequiredTestClass().getSuperclass().getSimpleName();
    String check = context.getRequiredTestMethod().getName();
    Results.add(published, theme, check, outcome, reason);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    record(context, "passed", "");
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    record(
        context,
        "failed",
        String.valueOf(cause.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse(""));
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    boolean fault = message.startsWith("fault: ");
    record(context, fault ? "fault" : "skipped", fault ? message.substring(7) : message);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    record(context, "skipped", reason.orElse(""));
  }
}
