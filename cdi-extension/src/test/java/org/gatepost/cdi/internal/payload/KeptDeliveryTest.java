package org.gatepost.cdi.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/**
 * The headers of a request are copied when the application sees the delivery, and not otherwise.
 */
class KeptDeliveryTest {
  private final AtomicInteger copied = new AtomicInteger();
  private final Passage delivery = delivery();

  private Passage delivery() {
    TestSender sender = new TestSender();
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Verified verified =
        sender.verified(sender.sign("push", body), body, () -> copied.incrementAndGet());
    return Passage.of("test", verified, TestSender.NOW, TestSender.unclaimed());
  }

  @Test
  void deliveryThatIsInjectedIsKept() throws Exception {
    CurrentDelivery current = new CurrentDelivery();

    current.during(delivery, () -> assertThat(current.event()).isNull());
    assertThat(copied).hasValue(0);
    current.during(
        delivery, () -> assertThat(current.get()).isSameAs(delivery.delivery().orElseThrow()));
    assertThat(copied).hasValue(1);
  }

  @Test
  void deliveryThatIsObservedIsKept() throws Exception {
    assertThat(new Payloads(delivery).of(new PayloadForm.Whole()))
        .isSameAs(delivery.delivery().orElseThrow());
    assertThat(copied).hasValue(1);
  }

  @Test
  void deliveryOfWhichOnlyTheBodyIsTakenIsNot() throws Exception {
    assertThat(new Payloads(delivery).of(TextForm.FORM)).isEqualTo("{}");
    assertThat(new Payloads(delivery).of(new PayloadForm.Bytes())).isEqualTo(new byte[] {'{', '}'});
    assertThat(copied).hasValue(0);
  }
}
