package org.gatepost.sample.echo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The resource behind the filter. */
@ApplicationPath("guarded/rest")
public class GuardedResources extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(EchoResource.class);
  }
}
