package org.gatepost.servers.server;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that starts Payara Micro, and deploys what is put into a folder, as Payara Micro does
 * not by itself. Its class path has the server, which the tests' has not.
 */
final class MicroProgram {
  static final String READY = "MicroProgram is ready";
  static final String DEPLOYED = "MicroProgram deployed ";
  static final String REFUSED = "MicroProgram was refused ";
  static final String UNDEPLOYED = "MicroProgram undeployed ";

  private static final long PAUSE_NANOS = 100_000_000;

  private MicroProgram() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the folder, and behind it the arguments of the server
   */
  public static void main(String[] arguments) throws Exception {
    String[] others = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, others, 0, others.length);
    Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
    micro.getMethod("main", String[].class).invoke(null, (Object) others);
    Object server = micro.getMethod("getInstance").invoke(null);
    Object runtime = micro.getMethod("getRuntime").invoke(server);
    say(READY);
    Set<String> known = new TreeSet<>();
    File folder = new File(arguments[0]);
    while (true) {
      String[] files = folder.list((in, file) -> file.endsWith(".war"));
      Set<String> there = Set.of(files == null ? new String[0] : files);
      for (String gone : Set.copyOf(known)) {
        if (!there.contains(gone)) {
          String name = gone.substring(0, gone.length() - ".war".length());
          call(runtime, "undeploy", String.class, name);
          known.remove(gone);
          say(UNDEPLOYED + gone);
        }
      }
      for (String file : there) {
        if (known.add(file)) {
          boolean started = call(runtime, "deploy", File.class, new File(folder, file));
          say((started ? DEPLOYED : REFUSED) + file);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean call(Object runtime, String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    try {
      Class<?> api = Class.forName("fish.payara.micro.PayaraMicroRuntime");
      return !Boolean.FALSE.equals(api.getMethod(method, type).invoke(runtime, argument));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      return false;
    }
  }

  private static void say(String what) {
    // A line of its own, whatever the server writes beside it.
    System.out.print("\n" + what + "\n");
    System.out.flush();
  }
}
