package org.gatepost.sample;

import java.io.File;

/** The libraries of the sample, as its WAR has them. */
public final class Libraries {
  private Libraries() {}

  /** What an application needs that has servlets and no observer. */
  public static File[] withoutCdi() {
    return new File("target/gatepost-sample/WEB-INF/lib")
        .listFiles((folder, name) -> name.matches("gatepost-(core|filter)-.*"));
  }
}
