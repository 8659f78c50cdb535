package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** Who is called at all. */
class DispatcherTest {
  private final List<String> called = new ArrayList<>();

  @Test
  void deliveryThatNobodyObservesIsIgnoredAndThatIsInTheLog() {
    try (LogLines lines = new LogLines()) {
      assertThat(dispatch()).isEqualTo(Outcome.IGNORED);

      assertThat(
              lines.with(
                  "GP123: Delivery[source=test, type=push, key=id-1;type=push, id=id-1] has no"))
          .hasSize(1);
    }
  }

  @Test
  void deliveryThatSomebodyObservesIsNot() {
    try (LogLines lines = new LogLines()) {
      assertThat(
              dispatch(
                  TestObserverMethod.observer("a", false, () -> called.add("a")),
                  TestObserverMethod.observer("b", false, () -> called.add("b"))))
          .isEqualTo(Outcome.DONE);

      assertThat(lines.with("GP1")).isEmpty();
    }
    assertThat(called).containsExactly("a", "b");
  }

  private static Outcome dispatch(WebhookObserver... observers) {
    byte[] body = {};
    TestSender sender = new TestSender();
    Verified verified = sender.verified(sender.sign("id-1", "push", ""), body);
    Claim.Granted claim = (Claim.Granted) Ledger.none().claim(new DeliveryKey("test", "id-1"));
    Processing processing = new Processing(Ledger.none(), claim);
    Passage delivery = Passage.of("test", verified, TestSender.NOW, processing);
    ObserverRun run = new ObserverRun(new CurrentDelivery(), Transactions.NONE, Clock.systemUTC());
    return new Dispatcher(new Observers(List.of(observers)), run)
        .dispatch(delivery, new ArrayList<>())
        .orElseThrow();
  }
}
