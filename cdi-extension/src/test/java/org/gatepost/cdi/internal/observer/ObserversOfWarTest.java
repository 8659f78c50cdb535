package org.gatepost.cdi.internal.observer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.ObserverMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.cdi.internal.payload.PayloadForms;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** An EAR has our jars in its libraries, and two WARs: each has its own observers. */
class ObserversOfWarTest {
  private final War orders = new War();
  private final War accounts = new War();

  /** Of a WAR. */
  static class Own {}

  /** Of the EAR's libraries, or of its EJB modules. */
  static class Common {}

  /** What is in a WAR: its own class, whose name others may have, and what the EAR has. */
  private static final class War extends ClassLoader {
    private final Class<?> own;

    War() {
      super(ObserversOfWarTest.class.getClassLoader());
      String name = Own.class.getName();
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        own = defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static WebhookObserver observer(Class<?> beanClass) {
    TypePattern any = TypePattern.parse("**");
    return new WebhookObserver(
        "consumer",
        Webhook.Literal.of("**"),
        any,
        any,
        ContentRule.ANY,
        false,
        false,
        new PayloadForm.Whole(),
        TransactionUse.JOINS,
        TestObserverMethod.of(beanClass),
        PayloadMetadata.of(Delivery.class, Webhook.Literal.of("**")),
        new CurrentDelivery());
  }

  @Test
  void eachWarHasItsOwnAndWhatIsCommon() {
    WebhookObserver ofOrders = observer(orders.own);
    WebhookObserver ofAccounts = observer(accounts.own);
    WebhookObserver common = observer(Common.class);
    Observers all = new Observers(List.of(ofOrders, ofAccounts, common));

    assertThat(all.of(orders).all()).containsExactly(ofOrders, common);
    assertThat(all.of(accounts).all()).containsExactly(ofAccounts, common);
    assertThat(all.of(new War()).all()).containsExactly(common);
  }

  @Test
  void warWithOurJarsHasAllThatTheyFound() {
    Observers all = new Observers(List.of(observer(orders.own), observer(Common.class)));

    assertThat(all.of(Observers.class.getClassLoader())).isSameAs(all);
    assertThat(all.of(null)).isSameAs(all);
  }

  @Test
  void onlyWarThereIsHasAll() {
    Observers all = new Observers(List.of(observer(orders.own), observer(Common.class)));

    assertThat(all.of(orders)).isSameAs(all);
  }

  private static FoundObserver found(Class<?> beanClass) {
    ObserverMethod<Object> method = TestObserverMethod.of(beanClass);
    return new FoundObserver(
        beanClass.getName(),
        List.of(Webhook.Literal.of("push")),
        List.of(),
        false,
        false,
        null,
        TransactionUse.JOINS,
        Optional.empty(),
        method);
  }

  private static List<String> problems(Class<?>... beanClasses) {
    List<String> problems = new ArrayList<>();
    List<FoundObserver> found = new ArrayList<>();
    for (Class<?> beanClass : beanClasses) {
      found.add(found(beanClass));
    }
    new ObserverCheck(new PayloadForms(null, new OwnBeans()), new CurrentDelivery(), problems::add)
        .check(found);
    return problems;
  }

  @Test
  void twoWarsMayHaveConsumersOfOneName() {
    assertThat(problems(orders.own, accounts.own)).isEmpty();
    assertThat(problems(orders.own, accounts.own, orders.own))
        .singleElement()
        .asString()
        .startsWith("GP104");
    assertThat(problems(Common.class, Common.class)).hasSize(1);
  }
}
