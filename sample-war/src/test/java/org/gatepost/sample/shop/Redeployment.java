package org.gatepost.sample.shop;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import javax.management.ObjectName;

/**
 * A program that deploys applications in turn, each many times on one Payara Micro, and says how
 * many of their class loaders are left. Its class path has nothing of Gatepost.
 */
final class Redeployment {
  private static final String CLASS_LOADER = "org.glassfish.web.loader.WebappClassLoader";

  private Redeployment() {}

  /** Arguments: port, body, signature, and for each WAR how many times and where it is. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    PayaraMicroRuntime server =
        PayaraMicro.getInstance()
            .setHttpPort(port)
            .setNoHazelcast(true)
            .setPreBootHandler(
                runner ->
                    runner.run(
                        "set",
                        "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1"))
            .bootStrap();
    for (int i = 3; i < args.length; i += 2) {
      File war = new File(args[i + 1]);
      String answers = "";
      for (int times = Integer.parseInt(args[i]); times > 0; times--) {
        if (!server.deploy("shop", "/shop", war)) {
          throw new IllegalStateException(war + " does not deploy");
        }
        answers = send(port, args[1], args[2]);
        server.undeploy("shop");
      }
      System.out.println("LEFT " + war.getName() + " " + left() + " " + answers);
    }
    server.shutdown();
    System.exit(0);
  }

  private static String send(int port, String body, String signature) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/shop/orders"))
                .header("Content-Type", "application/json")
                .header("X-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  /** How many class loaders of applications are alive; asking collects what is not. */
  private static int left() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(CLASS_LOADER))
        .mapToInt(columns -> Integer.parseInt(columns[1]))
        .sum();
  }
}
