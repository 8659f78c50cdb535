package org.gatepost.cdi.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** What a delivery becomes is made once. */
class PayloadsTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final Payloads payloads = new Payloads(delivery());

  @Test
  void formIsMadeOnce() throws Exception {
    PayloadForm form = delivery -> "payload " + calls.incrementAndGet();

    assertThat(payloads.of(form)).isEqualTo("payload 1").isSameAs(payloads.of(form));
  }

  @Test
  void formThatFailedIsNotTriedAgain() {
    PayloadForm form =
        delivery -> {
          throw new PayloadException("failure " + calls.incrementAndGet());
        };

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(PayloadException.class)
          .isThrownBy(() -> payloads.of(form))
          .withMessage("failure 1");
    }
  }

  @Test
  void bytesAreMadeForEach() throws Exception {
    PayloadForm form = new PayloadForm.Bytes();

    assertThat(payloads.of(form)).isEqualTo(payloads.of(form)).isNotSameAs(payloads.of(form));
  }

  private static Passage delivery() {
    TestSender sender = new TestSender();
    byte[] body = {1};
    Verified verified = sender.verified(sender.sign("push", body), body);
    return Passage.of("test", verified, TestSender.NOW, TestSender.unclaimed());
  }
}
