package org.gatepost.servers;

import java.util.List;
import java.util.stream.Stream;
import org.gatepost.servers.server.Distribution;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers that {@code -Dservers} names. */
final class ChosenServers implements ClassTemplateInvocationContextProvider {
  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  /** As where frameworks alone were chosen. */
  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return Distribution.chosen().stream().map(ChosenServers::with);
  }

  private static ClassTemplateInvocationContext with(Distribution distribution) {
    return new ClassTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return distribution.titleAndVersion();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(new ServerExtension(distribution), new Recorded(distribution));
      }
    };
  }
}
