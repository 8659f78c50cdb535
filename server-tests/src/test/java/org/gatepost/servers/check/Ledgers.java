package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Needs;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.gatepost.servers.war.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work and receipt are in one database, and in one transaction if the observer has one. */
@Needs(Ability.TRANSACTIONS)
public abstract class Ledgers {
  private static Hooks work(ServerUnderTest server) throws Exception {
    return server.application("work", Applications::work);
  }

  private static String task(String number, int failures) {
    return "{\"number\": \"" + number + "\", \"failures\": " + failures + "}";
  }

  /** Sends until it succeeds, and says which effects there are. */
  private static List<String> effects(ServerUnderTest server, String kind, int failures)
      throws Exception {
    Hooks hooks = work(server);
    String task = task(kind + failures, failures);
    for (int i = 0; i < failures; i++) {
      assertThat(hooks.github(kind, task).statusCode()).isEqualTo(500);
    }
    assertThat(hooks.github(kind, task).statusCode()).isEqualTo(200);
    assertThat(hooks.github(kind, task).body()).contains("already_processed");
    return hooks.get("work").lines().filter(line -> line.contains("-" + kind + failures)).toList();
  }

  @Test
  void workOfATransactionIsThereOnce(ServerUnderTest server) throws Exception {
    assertThat(effects(server, "required", 0)).containsExactly("required-required0 1");
    assertThat(effects(server, "requires-new", 0)).containsExactly("requires-new-requires-new0 1");
    // Gatepost begins the one that it asks for.
    assertThat(effects(server, "mandatory", 0)).containsExactly("mandatory-mandatory0 1");
    assertThat(effects(server, "supports", 0)).containsExactly("supports-supports0 1");
    assertThat(effects(server, "none", 0)).containsExactly("none-none0 1");
    // No warning of two commits, where there is one.
    assertThat(server.server().log()).doesNotContain("GP145");
  }

  /** By what H2 itself counts: one completion, and none after that of the transaction. */
  @Test
  void deliveryTakesFourStatements(ServerUnderTest server) throws Exception {
    Hooks hooks = work(server);
    hooks.get("statements");
    assertThat(hooks.github("required", task("counted", 0)).statusCode()).isEqualTo(200);

    assertThat(hooks.get("statements").lines().map(Ledgers::summary).toList())
        .containsExactlyInAnyOrder(
            "insert into effect 1",
            "insert into gatepost_delivery 1",
            "insert into gatepost_receipt 1",
            "update gatepost_delivery 1");
  }

  private static String summary(String counted) {
    String[] words = counted.toLowerCase(Locale.ROOT).split("[ (]+");
    String table = words[0].equals("insert") ? words[1] + " " + words[2] : words[1];
    return words[0] + " " + table + " " + words[words.length - 1];
  }

  @Test
  void claimWithinATransactionIsRefused(ServerUnderTest server) throws Exception {
    Hooks hooks = work(server);
    HttpResponse<String> answer = hooks.signed("webhooks/within", "{}", Map.of());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(server.server().log())
        .contains("a Jakarta transaction is running, and a delivery must be claimed where none is");
  }

  @Test
  void workThatFailsIsTakenBack(ServerUnderTest server) throws Exception {
    assertThat(effects(server, "required", 2)).containsExactly("required-required2 1");
    assertThat(effects(server, "requires-new", 2)).containsExactly("requires-new-requires-new2 1");
  }

  /**
   * Work of a failed attempt is there only if it was done outside of the transaction of its
   * receipt.
   */
  private static List<String> attempts(ServerUnderTest server, String type) throws Exception {
    Hooks hooks = work(server);
    assertThat(hooks.github(type, task(type, 0)).statusCode()).isEqualTo(500);
    assertThat(hooks.github(type, task(type, 0)).body()).contains("success");
    assertThat(hooks.github(type, task(type, 0)).body()).contains("already_processed");
    return hooks
        .get("work")
        .lines()
        .filter(line -> line.startsWith(type + " attempt"))
        .map(line -> line.substring(type.length() + 1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type.nothing",
        "type.required",
        "type.requires-new",
        "type.mandatory",
        "type.supports",
        "ejb.nothing",
        "ejb.required",
        "ejb.requires-new",
        "ejb.mandatory",
        "ejb.supports"
      })
  void observerThatMayHaveATransactionHasOne(String type, ServerUnderTest server) throws Exception {
    assertThat(attempts(server, type)).containsExactly("attempt 2 in a transaction 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type.not-supported", "type.never", "ejb.not-supported", "ejb.never"})
  void observerThatWantsNoTransactionHasNone(String type, ServerUnderTest server) throws Exception {
    assertThat(attempts(server, type))
        .containsExactly("attempt 1 in none 1", "attempt 2 in none 1");
  }

  @Test
  void workWhoseCommitFailsRunsAgain(ServerUnderTest server) throws Exception {
    assertThat(effects(server, "doomed", 1)).containsExactly("doomed-doomed1 1");
  }
}
