package org.gatepost.servers;

import java.util.List;
import java.util.stream.Stream;
import org.gatepost.servers.server.Framework;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Those frameworks of an {@link InEachFramework} that {@code -Dservers} names. */
final class ChosenFrameworks implements ClassTemplateInvocationContextProvider {
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
    return Stream.of(context.getRequiredTestClass().getAnnotation(InEachFramework.class).value())
        .filter(Framework::isChosen)
        .map(ChosenFrameworks::with);
  }

  private static ClassTemplateInvocationContext with(Framework framework) {
    return new ClassTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return framework.titleAndVersion();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(new FrameworkExtension(framework), new Recorded(framework));
      }
    };
  }
}
