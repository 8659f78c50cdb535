package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepost.servers.FrameworkUnderTest;
import org.gatepost.servers.ShopUnderTest;
import org.junit.jupiter.api.Test;

/** An application of Spring Boot, as docs/how-to/spring.md has it. */
public abstract class SpringBoot {
  private static final String PATH = "webhooks/orders";
  private static final String REFUSED = "401 {\"error\":\"Invalid signature\"}";
  private static final String COPY = "200 {\"status\":\"already_processed\"}";

  private static List<String> arguments(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=PORT",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=jdbc:h2:mem:orders",
                "--spring.sql.init.mode=always",
                "--spring.security.user.name=" + ShopUnderTest.OWNER,
                "--spring.security.user.password=" + ShopUnderTest.OWNER));
    all.addAll(List.of(more));
    return all;
  }

  /** Further sources, one whose ledger is in memory, and one that has lost its own. */
  private static ShopUnderTest shop(FrameworkUnderTest framework) throws Exception {
    return framework.shop(
        "shop",
        arguments(
            "--webhooks.sources.quick.path=/webhooks/trial/quick",
            "--webhooks.sources.quick.settings.scheme=standard-webhooks",
            "--webhooks.sources.quick.settings.secret=config:orders.signing-secret",
            "--webhooks.sources.lost.path=/webhooks/trial/lost",
            "--webhooks.sources.lost.settings.scheme=standard-webhooks",
            "--webhooks.sources.lost.settings.secret=config:orders.signing-secret",
            "--webhooks.sources.lost.settings.ledger=jdbc:nowhere"));
  }

  @Test
  void genuineTakesEffectOnce(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("genuine");
    assertThat(shop.deliver(PATH, "genuine", order)).isEqualTo("200 ");
    assertThat(shop.deliver(PATH, "genuine", order)).isEqualTo(COPY);
    assertThat(shop.get("orders")).containsOnlyOnce("\"genuine\"");
  }

  @Test
  void forgedIsRefused(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("forged");
    Map<String, String> guess =
        Map.of("webhook-id", "forged", "webhook-timestamp", "1", "webhook-signature", "v1,AAAA");
    assertThat(shop.post(PATH, order, Map.of())).isEqualTo(REFUSED);
    assertThat(shop.post(PATH, order, guess)).isEqualTo(REFUSED);
    assertThat(shop.get("orders")).doesNotContain("forged");
    assertThat(shop.application().log()).contains("GP020").doesNotContain(ShopUnderTest.SECRET);
  }

  @Test
  void noSpellingLeadsPastTheSource(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    for (String spelling :
        List.of("webhooks/%6Frders", "webhooks/orders;a=b", "webhooks;a=b/orders", PATH + "/")) {
      assertThat(shop.post(spelling, ShopUnderTest.order("misspelt"), Map.of()))
          .as(spelling)
          .isEqualTo(REFUSED);
    }
    assertThat(shop.get("orders")).doesNotContain("misspelt");
  }

  @Test
  void workWhoseCommitFailsRunsAgainAndItsReceiptIsNotThere(FrameworkUnderTest framework)
      throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("doomed");
    String receipts = shop.get("receipts");
    shop.get("failures/1");
    // The error page's answer, not a login's.
    assertThat(shop.deliver(PATH, "doomed", order)).startsWith("500 ");
    assertThat(shop.get("orders")).doesNotContain("doomed");
    assertThat(shop.get("receipts")).isEqualTo(receipts);
    assertThat(shop.deliver(PATH, "doomed", order)).isEqualTo("200 ");
    assertThat(shop.get("orders")).containsOnlyOnce("\"doomed\"");
    assertThat(shop.get("receipts")).isNotEqualTo(receipts);
    assertThat(shop.application().log()).doesNotContain("GP069");
  }

  @Test
  void workBesideALedgerInMemoryRunsAgainToo(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("quick");
    String receipts = shop.get("receipts");
    shop.get("failures/1");
    assertThat(shop.deliver("webhooks/trial/quick", "quick", order)).startsWith("500 ");
    assertThat(shop.deliver("webhooks/trial/quick", "quick", order)).isEqualTo("200 ");
    assertThat(shop.deliver("webhooks/trial/quick", "quick", order)).isEqualTo(COPY);
    assertThat(shop.get("orders")).containsOnlyOnce("\"quick\"");
    assertThat(shop.get("receipts")).isEqualTo(receipts);
  }

  @Test
  void ledgerThatIsNotThereIsTold(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    assertThat(shop.application().log())
        .contains("GP036: ledger [jdbc:nowhere] of source [lost]", "No bean named 'nowhere'");
    assertThat(shop.deliver("webhooks/trial/lost", "lost", ShopUnderTest.order("lost")))
        .startsWith("503 ");
    assertThat(shop.get("orders")).doesNotContain("lost");
  }

  @Test
  void secretThatIsNotThereStopsTheApplication(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = framework.shopWithoutSecret(arguments());
    assertThat(shop.application().isAlive()).isFalse();
    assertThat(shop.application().log())
        .contains("GP005: secret [config:orders.signing-secret] of filter [orders] must be set");
  }

  @Test
  void springSecurityThatKeepsDeliveriesOutIsNamed(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop =
        framework.shop("unprepared", arguments("--spring.profiles.active=unprepared"));
    assertThat(shop.deliver(PATH, "kept-out", ShopUnderTest.order("kept out")))
        .startsWith("401 ")
        .isNotEqualTo(REFUSED);
    assertThat(shop.application().log())
        .contains("GP039: source [orders]", "answered with 403", "answered with 401", "csrf()");
    assertThat(shop.get("orders")).doesNotContain("kept out");
  }
}
