package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;

@ApplicationScoped
class Commands {
  public record Command(String command, String text) {}

  @Inject Journal journal;

  void weather(
      @Observes
          @Webhook(value = "*", source = "slack")
          @Where(path = "/command", equalTo = "/weather")
          Command command) {
    journal.write("weather in " + command.text());
  }

  void any(
      @Observes @Webhook(value = "*", source = "slack") @Where(path = "/command", exists = true)
          Map<String, List<String>> fields) {
    journal.write(fields.get("command") + " came");
  }
}
