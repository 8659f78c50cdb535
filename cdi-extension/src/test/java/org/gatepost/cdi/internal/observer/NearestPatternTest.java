package org.gatepost.cdi.internal.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever wrote a pattern that misses is told which, and what to write. */
class NearestPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issues | issues.opened | [issues] is observed: write [issues.*]",
        "issues | issues.opened.twice | [issues] is observed: write [issues.**]",
        "issues.* | issues.opened.twice | [issues.*] is observed: write [issues.**]",
        "issues.opened | issues | [issues.opened] is observed: write the type as it came",
        "push | Push | [push] is observed: write the type as it came",
        "pull_request | pull-request | [pull_request] is observed: write the type as it came",
        "isues | issues | [isues] is observed: write the type as it came",
        "charge.suceeded | charge.succeeded | [charge.suceeded] is observed: write the type as it came",
        "* | a.b | [*] is observed: write [**]",
        "*.failed | run.step.failed | [*.failed] is observed: write [**.failed]",
      })
  void isTold(String pattern, String type, String told) {
    assertThat(nearest("unlike.anything", pattern, "far.away").to("github", type)).contains(told);
  }

  @ParameterizedTest
  @CsvSource({"push, release", "a, b.c", "x, yyyyyyyyyyyyyyyyyyyyyyy"})
  void whatIsFarIsNot(String pattern, String type) {
    assertThat(nearest(pattern).to("github", type)).isEmpty();
  }

  @Test
  void nearestOfSeveralIsTold() {
    assertThat(nearest("pusher", "pushes", "pushed").to("github", "pushee"))
        .contains("[pusher] is observed: write the type as it came");
    assertThat(nearest("pushxx", "pushed").to("github", "pushee"))
        .contains("[pushed] is observed: write the type as it came");
  }

  @Test
  void rightTypeOfAnotherSourceIsTold() {
    NearestPattern patterns =
        new NearestPattern(
            List.of(observer("push", "gitlab"), observer("pusher", "**"), observer("a", "github")));

    assertThat(patterns.to("github", "push"))
        .contains("[push] is observed, but only of source [gitlab]");
    assertThat(patterns.to("github", "pushe"))
        .contains("[pusher] is observed: write the type as it came");
  }

  @Test
  void longTypesAreComparedInTime() {
    String type = "x".repeat(255);
    assertThat(nearest("y".repeat(200)).to("github", type)).isEmpty();
  }

  private static NearestPattern nearest(String... patterns) {
    return new NearestPattern(Stream.of(patterns).map(p -> observer(p, "**")).toList());
  }

  static WebhookObserver observer(String pattern, String source) {
    return new WebhookObserver(
        "observer of " + pattern,
        Webhook.Literal.of(pattern).source(source),
        TypePattern.parse(pattern),
        TypePattern.parse(source),
        ContentRule.ANY,
        false,
        false,
        new PayloadForm.Whole(),
        TransactionUse.JOINS,
        new TestObserverMethod(() -> {}),
        PayloadMetadata.of(Delivery.class, Webhook.Literal.of(pattern)),
        new CurrentDelivery());
  }
}
