package org.gatepost.sample.echo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The resource without the filter. */
@ApplicationPath("open/rest")
public class OpenResources extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(EchoResource.class);
  }
}
