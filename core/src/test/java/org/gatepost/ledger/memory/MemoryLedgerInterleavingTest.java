package org.gatepost.ledger.memory;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatepost.ledger.NaiveLedger;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/**
 * However the steps of two threads are interleaved, the memory ledger answers as the naive one does
 * to one of them after the other. Lincheck is the scheduler: it lets one thread run at a time, and
 * switches at accesses to what they share, in the same orders each time.
 */
class MemoryLedgerInterleavingTest {
  private static final Integer FIRST = 0;
  private static final Integer SECOND = 1;
  private static final Integer KEY = 0;

  /** The ledger, with the same key each time. */
  public static final class Subject extends LedgerOperations {
    public Subject() {
      super((settings, clock) -> new MemoryLedger(settings, clock, new Random(1)));
    }
  }

  /** What is to come out. */
  public static final class Oracle extends LedgerOperations {
    public Oracle() {
      super(NaiveLedger::new);
    }
  }

  @Test
  void everyInterleavingIsAnOrderOfTheOracle() {
    Actor claim = actor("claim", FIRST, KEY);
    Actor copy = actor("claim", SECOND, KEY);
    Actor complete = actor("complete", FIRST, KEY);
    Actor release = actor("release", FIRST, KEY);
    Actor receipt = actor("giveReceipt", FIRST, KEY);
    Actor leaseEnds = actor("waitForTheEndOfALease");
    Actor forgotten = actor("waitUntilForgotten");
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .iterations(0)
            .invocationsPerIteration(40)
            .minimizeFailedScenario(false)
            .sequentialSpecification(Oracle.class);
    options.addCustomScenario(scenario(List.of(), claim, copy));
    options.addCustomScenario(scenario(List.of(claim), complete, complete));
    options.addCustomScenario(scenario(List.of(claim, leaseEnds), complete, copy));
    options.addCustomScenario(scenario(List.of(claim), release, copy));
    options.addCustomScenario(scenario(List.of(claim, complete, forgotten), claim, copy));
    options.addCustomScenario(scenario(List.of(claim), receipt, receipt));
    options.check(Subject.class);
  }

  /** Two threads with one thing to do each, after what has been done and before a last look. */
  private static ExecutionScenario scenario(List<Actor> before, Actor one, Actor other) {
    List<Actor> after =
        List.of(
            actor("hasReceipt", FIRST, KEY),
            actor("complete", FIRST, KEY),
            actor("complete", SECOND, KEY),
            actor("claim", FIRST, KEY));
    return new ExecutionScenario(before, List.of(List.of(one), List.of(other)), after, null);
  }

  private static Actor actor(String operation, Object... arguments) {
    Method method =
        Arrays.stream(LedgerOperations.class.getMethods())
            .filter(m -> m.getName().equals(operation))
            .findFirst()
            .orElseThrow();
    return new Actor(method, List.of(arguments));
  }
}
