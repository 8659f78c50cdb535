package org.gatepost.servers;

import java.util.stream.Stream;
import org.gatepost.servers.server.Framework;
import org.junit.jupiter.api.extension.Extension;

/** Those frameworks of an {@link InEachFramework} that {@code -Dservers} names. */
final class ChosenFrameworks extends Chosen<Framework> {
  @Override
  Stream<Framework> chosen(Class<?> testClass) {
    return Stream.of(testClass.getAnnotation(InEachFramework.class).value())
        .filter(Framework::isChosen);
  }

  @Override
  Extension started(Framework framework) {
    return new FrameworkExtension(framework);
  }
}
