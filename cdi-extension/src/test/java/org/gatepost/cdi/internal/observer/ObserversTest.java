package org.gatepost.cdi.internal.observer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.cdi.internal.payload.Payloads;
import org.gatepost.event.Webhook;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** The index finds what asking each observer finds. */
class ObserversTest {
  private static final String[] SEGMENTS = {
    "a", "b", "ab", "workflow", "*", "**", "a*", "*b", "**b"
  };
  private static final String[] NAMES = {"a", "b", "ab", "workflow", "ba", ""};
  private static final String[] SOURCES = {"**", "s1", "s2", "s*"};

  private final TestSender sender = new TestSender();

  @Test
  void findsTheSameAsAskingEachInTheSameOrder() {
    Random random = new Random(7);
    List<WebhookObserver> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ObserverMethod<Object> method = new TestObserverMethod(() -> {});
      for (int alternatives = random.nextInt(3); alternatives >= 0; alternatives--) {
        all.add(observer(pattern(random), pick(random, SOURCES), method));
      }
    }
    Observers observers = new Observers(all);

    for (int i = 0; i < 3_000; i++) {
      String type = pick(random, NAMES) + "." + pick(random, NAMES);
      String name = random.nextBoolean() ? type : pick(random, NAMES);
      Payloads payloads = new Payloads(delivery("s" + random.nextInt(4), name));
      assertThat(observers.matching(payloads)).isEqualTo(askEach(all, payloads.passage()));
    }
  }

  @Test
  void findsTypesBeyondThoseThatItKeeps() {
    WebhookObserver one = observer("*.x", "**", new TestObserverMethod(() -> {}));
    WebhookObserver two = observer("t7.**", "**", new TestObserverMethod(() -> {}));
    Observers observers = new Observers(List.of(one, two));

    for (int i = 0; i < 2_500; i++) {
      List<WebhookObserver> expected = i == 7 ? List.of(one, two) : List.of(one);
      assertThat(observers.matching(new Payloads(delivery("s", "t" + i + ".x"))))
          .isEqualTo(expected);
    }
    assertThat(observers.matching(new Payloads(delivery("s", "t7.x")))).containsExactly(one, two);
  }

  @Test
  void fallbackIsCalledOnlyWhereNoOtherIs() {
    WebhookObserver fallback = observer("**", new TestObserverMethod(() -> {}), true);
    WebhookObserver second = observer("**", new TestObserverMethod(() -> {}), true);
    WebhookObserver a = observer("a", new TestObserverMethod(() -> {}), false);

    assertThat(matching("a", fallback, a, second)).containsExactly(a);
    assertThat(matching("a", a, fallback)).containsExactly(a);
    assertThat(matching("b", fallback, a, second)).containsExactly(fallback, second);
    assertThat(matching("b", a)).isEmpty();
  }

  private List<WebhookObserver> matching(String type, WebhookObserver... observers) {
    return new Observers(List.of(observers)).matching(new Payloads(delivery("s", type)));
  }

  private static List<WebhookObserver> askEach(List<WebhookObserver> all, Passage delivery) {
    List<WebhookObserver> matching = new ArrayList<>();
    for (WebhookObserver observer : all) {
      if (observer.receives(delivery.source(), delivery.verified().type())
          && matching.stream().noneMatch(other -> other.method() == observer.method())) {
        matching.add(observer);
      }
    }
    return matching;
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder(pick(random, SEGMENTS));
    for (int i = random.nextInt(3); i > 0; i--) {
      pattern.append('.').append(pick(random, SEGMENTS));
    }
    return pattern.toString();
  }

  private static String pick(Random random, String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static WebhookObserver observer(
      String type, String source, ObserverMethod<Object> method) {
    return observer(type, source, method, false);
  }

  private static WebhookObserver observer(
      String type, ObserverMethod<Object> method, boolean isFallback) {
    return observer(type, "**", method, isFallback);
  }

  private static WebhookObserver observer(
      String type, String source, ObserverMethod<Object> method, boolean isFallback) {
    return new WebhookObserver(
        "consumer",
        Webhook.Literal.of(type).source(source),
        TypePattern.parse(type),
        TypePattern.parse(source),
        ContentRule.ANY,
        isFallback,
        false,
        new PayloadForm.Whole(),
        TransactionUse.JOINS,
        method,
        PayloadMetadata.of(Delivery.class, Webhook.Literal.of(type)),
        new CurrentDelivery());
  }

  private Passage delivery(String source, String type) {
    byte[] body = {};
    Map<String, String> headers = sender.sign(type, body);
    Verified verified = sender.verified(headers, body);
    return Passage.of(source, verified, TestSender.NOW, TestSender.unclaimed());
  }
}
