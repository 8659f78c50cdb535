package org.gatepost.servers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gatepost.servers.server.RunningServer;
import org.gatepost.servers.war.Applications;

/** A server that runs, and the applications that checks have deployed to it. */
public final class ServerUnderTest implements AutoCloseable {
  private final RunningServer server;
  private final Applications applications;
  private final Map<String, Hooks> deployed = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /** Puts applications for a running server into a folder. */
  ServerUnderTest(RunningServer server, Path folder) {
    this.server = server;
    this.applications = new Applications(server, folder);
  }

  /** How an application is written. */
  public interface Written {
    /** Writes it. */
    Path write(Applications applications, String name) throws Exception;
  }

  /** The server itself. */
  public RunningServer server() {
    return server;
  }

  /** Writes an application for it. */
  public Path write(String name, Written written) throws Exception {
    return written.write(applications, name);
  }

  /** The application of a name, deployed when it is first asked for. */
  public Hooks application(String name, Written written) throws Exception {
    Hooks known = deployed.get(name);
    if (known != null) {
      return known;
    }
    if (refused.contains(name)) {
      throw new AssertionError(name + " was refused before");
    }
    int before = server.log().length();
    refused.add(name);
    if (!server.deploy(write(name, written))) {
      throw new AssertionError(name + " was refused: " + server.log().substring(before));
    }
    refused.remove(name);
    Hooks hooks = at(name);
    deployed.put(name, hooks);
    return hooks;
  }

  /** The application that does everything that the server can. */
  public Hooks hooks() throws Exception {
    return application("hooks", Applications::hooks);
  }

  /** Whatever answers below a context path. */
  public Hooks at(String name) {
    return new Hooks(server.base().resolve(name + "/"));
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
