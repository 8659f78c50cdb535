package org.gatepost.signature;

import java.util.ServiceLoader;

/** The provider in the jar of this class. */
final class Provided {
  static final SchemeProvider PROVIDER =
      ServiceLoader.load(SchemeProvider.class, Provided.class.getClassLoader())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "META-INF/services/org.gatepost.signature.SchemeProvider of gatepost-core.jar must be there, was not"));

  private Provided() {}
}
