package org.gatepost.servers;

import java.util.List;
import java.util.stream.Stream;
import org.gatepost.servers.server.Published;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a class with each of what {@code -Dservers} names, which may be nothing of one kind.
 *
 * @param <P> the kind
 */
abstract class Chosen<P extends Published> implements ClassTemplateInvocationContextProvider {

  /** What was chosen for a class. */
  abstract Stream<P> chosen(Class<?> testClass);

  /** What starts it before the checks, and stops it after them. */
  abstract Extension started(P published);

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return chosen(context.getRequiredTestClass()).map(this::with);
  }

  private ClassTemplateInvocationContext with(P published) {
    return new ClassTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return published.titleAndVersion();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(started(published), new Recorded(published));
      }
    };
  }
}
