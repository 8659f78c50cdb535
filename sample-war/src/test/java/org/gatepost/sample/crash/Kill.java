package org.gatepost.sample.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A moment at which a server is killed.
 *
 * @param finished how many deliveries must be finished by then; 0 if it does not depend on them
 * @param thenMillis how long after that, or after its start
 */
record Kill(int finished, int thenMillis) {
  private static final int MAX_MILLIS_AFTER_START = 6_000;
  private static final int MAX_MILLIS_AT_WORK = 50;

  /**
   * So many kills: three of four at work, spread over the deliveries, the others while the server
   * starts or soon after.
   */
  static List<Kill> plan(Random random, int kills, int deliveries) {
    int[] moments = random.ints(kills, 1, deliveries * 9 / 10).sorted().toArray();
    List<Boolean> atWork = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      atWork.add(i % 4 != 3);
    }
    Collections.shuffle(atWork, random);
    List<Kill> plan = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      plan.add(
          atWork.get(i)
              ? new Kill(moments[i], random.nextInt(MAX_MILLIS_AT_WORK))
              : new Kill(0, random.nextInt(MAX_MILLIS_AFTER_START)));
    }
    return plan;
  }

  /** Waits for the moment, counted from now. */
  void await(Sender sender) throws InterruptedException {
    sender.awaitFinished(finished);
    // Not to wait for anything, but to strike anywhere.
    Thread.sleep(thenMillis);
  }
}
