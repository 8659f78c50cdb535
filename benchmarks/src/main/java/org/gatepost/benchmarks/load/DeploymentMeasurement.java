package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.benchmarks.load.app.BareServlet;
import org.gatepost.benchmarks.load.app.CountingObserver;
import org.gatepost.benchmarks.load.app.WorkflowCompleted;
import org.gatepost.cdi.EventServlet;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.signature.Scheme;

/**
 * Measures how much longer a WAR takes to deploy with Gatepost, on a Payara Micro that is up: one
 * with and one without are deployed in turns, and the server says how long each took.
 */
final class DeploymentMeasurement {
  private static final int WARM_UP = 3;
  private static final Pattern DEPLOYED =
      Pattern.compile("(bare|gated) was successfully deployed in ([\\d,.]+) milliseconds");

  private DeploymentMeasurement() {}

  static JsonObject measure(LoadSettings settings, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path bare =
        new War()
            .classes(BareServlet.class, WorkflowCompleted.class)
            .servlet(BareServlet.class, "/events")
            .write(folder.resolve("bare.war"));
    Path gated =
        new War()
            .gatepost()
            .classes(BareServlet.class, CountingObserver.class, WorkflowCompleted.class)
            .filter("/events", settings.preset(), "memory")
            .servlet(EventServlet.class, "/events")
            .write(folder.resolve("gated.war"));
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < WARM_UP + settings.deployments(); i++) {
      for (String name : List.of("bare", "gated")) {
        commands.add("deploy --name " + name + " \"" + folder.resolve(name + ".war") + "\"");
        commands.add("undeploy " + name);
      }
    }
    List<Double> withoutMillis = new ArrayList<>();
    List<Double> withMillis = new ArrayList<>();
    try (ServerProcess server = PayaraMicro.start(settings, folder, commands, "INFO")) {
      Matcher deployed = DEPLOYED.matcher(server.log());
      while (deployed.find()) {
        double millis = Double.parseDouble(deployed.group(2).replaceAll("[,.]", ""));
        (deployed.group(1).equals("bare") ? withoutMillis : withMillis).add(millis);
      }
    }
    Pairs pairs = new Pairs();
    for (int i = WARM_UP; i < WARM_UP + settings.deployments(); i++) {
      pairs.add(withoutMillis.get(i), withMillis.get(i));
    }
    Spread more = pairs.difference();
    System.out.printf(
        Locale.ROOT,
        "%-24s %.0f ms more (%.0f to %.0f)%n",
        "deployment",
        more.median(),
        more.min(),
        more.max());
    return Json.createObjectBuilder()
        .add("millis", pairs.toJson())
        .add("firstBareMillis", withoutMillis.get(0))
        .add("firstGatedMillis", withMillis.get(0))
        .add("coreJarBytes", Files.size(War.jarPathOf(Scheme.class)))
        .add("filterJarBytes", Files.size(War.jarPathOf(WebhookFilter.class)))
        .add("cdiJarBytes", Files.size(War.jarPathOf(EventServlet.class)))
        .add("bareWarBytes", Files.size(bare))
        .add("gatedWarBytes", Files.size(gated))
        .build();
  }
}
