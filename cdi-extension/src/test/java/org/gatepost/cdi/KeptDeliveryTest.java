package org.gatepost.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** A delivery is told to keep its headers before the application sees it, and not otherwise. */
class KeptDeliveryTest {
  private final AtomicInteger kept = new AtomicInteger();
  private final Delivery delivery = delivery();

  private Delivery delivery() {
    TestSender sender = new TestSender();
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Verified verified =
        sender.verified(sender.sign("push", body), body, () -> kept.incrementAndGet());
    return Delivery.of("test", verified, verified.key(), TestSender.NOW, 1);
  }

  @Test
  void deliveryThatIsInjectedIsKept() throws Exception {
    CurrentDelivery current = new CurrentDelivery();

    current.during(delivery, () -> assertThat(current.event()).isNull());
    assertThat(kept).hasValue(0);
    current.during(delivery, () -> assertThat(current.get()).isSameAs(delivery));
    assertThat(kept).hasValue(1);
  }

  @Test
  void deliveryThatIsObservedIsKept() throws Exception {
    assertThat(new Payloads(delivery).of(new PayloadForm.Whole())).isSameAs(delivery);
    assertThat(kept).hasValue(1);
  }

  @Test
  void deliveryOfWhichOnlyTheBodyIsTakenIsNot() throws Exception {
    assertThat(new Payloads(delivery).of(TextForm.FORM)).isEqualTo("{}");
    assertThat(new Payloads(delivery).of(new PayloadForm.Bytes())).isEqualTo(new byte[] {'{', '}'});
    assertThat(kept).hasValue(0);
  }
}
