package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatepost.servers.FrameworkUnderTest;
import org.gatepost.servers.ShopUnderTest;
import org.junit.jupiter.api.Test;

/** A receiver behind Vert.x, as docs/how-to/vertx.md has it. */
public abstract class Vertx {
  private static final String PATH = "webhooks/orders";
  private static final int TOO_LONG = 3 * 1024 * 1024;

  private static ShopUnderTest shop(FrameworkUnderTest framework) throws Exception {
    return framework.shop("shop", List.of("PORT"));
  }

  @Test
  void genuineTakesEffectOnce(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("genuine");
    assertThat(shop.deliver(PATH, "genuine", order)).isEqualTo("200 {\"status\":\"success\"}");
    assertThat(shop.deliver(PATH, "genuine", order))
        .isEqualTo("200 {\"status\":\"already_processed\"}");
    assertThat(shop.get("orders")).containsOnlyOnce("genuine");
  }

  @Test
  void forgedIsRefused(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    assertThat(shop.post(PATH, ShopUnderTest.order("forged"), Map.of()))
        .isEqualTo("401 {\"error\":\"Invalid signature\"}");
    assertThat(shop.get("orders")).doesNotContain("forged");
    assertThat(shop.application().log()).contains("GP020").doesNotContain(ShopUnderTest.SECRET);
  }

  @Test
  void failureIsRepeated(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("failed");
    shop.get("failures/1");
    assertThat(shop.deliver(PATH, "failed", order)).startsWith("500 ");
    assertThat(shop.get("orders")).doesNotContain("failed");
    assertThat(shop.deliver(PATH, "failed", order)).startsWith("200 ");
    assertThat(shop.get("orders")).containsOnlyOnce("failed");
  }

  @Test
  void bodyThatIsTooLongIsRefused(FrameworkUnderTest framework) throws Exception {
    ShopUnderTest shop = shop(framework);
    String order = ShopUnderTest.order("long") + " ".repeat(TOO_LONG);
    assertThat(shop.deliver(PATH, "long", order)).startsWith("413 ");
    assertThat(shop.get("orders")).doesNotContain("long");
  }
}
