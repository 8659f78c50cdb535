package org.gatepost.servers;

import java.util.stream.Stream;
import org.gatepost.servers.server.Distribution;
import org.junit.jupiter.api.extension.Extension;

/** The servers that {@code -Dservers} names. */
final class ChosenServers extends Chosen<Distribution> {
  @Override
  Stream<Distribution> chosen(Class<?> testClass) {
    return Distribution.chosen().stream();
  }

  @Override
  Extension started(Distribution distribution) {
    return new ServerExtension(distribution);
  }
}
