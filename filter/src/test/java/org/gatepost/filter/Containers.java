package org.gatepost.filter;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The containers of this process. {@code gatepost.containers} names others, as Payara Micro cannot
 * be where Tomcat is: both are made of classes of the same names.
 */
final class Containers implements ArgumentsProvider {
  private static final String NAMES = System.getProperty("gatepost.containers", "TOMCAT,JETTY");

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) throws Exception {
    if (NAMES.equals(Container.PAYARA_MICRO.name())) {
      // Before any test, as it sets up logging and leaves threads.
      PayaraMicroServer.boot();
    }
    return Arrays.stream(NAMES.split(",", -1)).map(Container::valueOf).map(Arguments::of);
  }
}
