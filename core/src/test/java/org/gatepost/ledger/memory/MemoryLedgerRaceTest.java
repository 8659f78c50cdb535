package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.junit.jupiter.api.Test;

class MemoryLedgerRaceTest extends LedgerRaceContractTest {
  private static final Duration REMEMBER = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(5);

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return MemoryLedger.of(new MemoryLedger.Settings(100_000, remember, lease), clock);
  }

  @Test
  void oneOfTheFirstCopiesAtAnEmptyLedgerIsGranted() throws Exception {
    for (int round = 0; round < 200; round++) {
      Ledger empty = ledger(REMEMBER, LEASE, clock);
      DeliveryKey key = new DeliveryKey("github", "round " + round);

      assertThat(atOnce(thread -> empty.claim(key)))
          .filteredOn(Claim.Granted.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void asManyAreGrantedAsThereIsRoomFor() throws Exception {
    // So much that stripes take some in advance, and so little that they have to give it back.
    int capacity = 1_000;
    Ledger ledger = MemoryLedger.of(new MemoryLedger.Settings(capacity, REMEMBER, LEASE), clock);
    for (int round = 0; round < 20; round++) {
      String prefix = "round " + round;

      List<List<Claim.Granted>> granted =
          atOnce(thread -> granted(ledger, prefix + " thread " + thread));

      assertThat(granted.stream().mapToInt(List::size).sum()).isEqualTo(capacity);
      int half = round % 2;
      atOnce(
          thread -> {
            for (Claim.Granted claim : granted.get(thread)) {
              // Given back or finished, it keeps its place for as long.
              if (claim.token() % 2 == half) {
                ledger.release(claim);
              } else {
                ledger.complete(claim);
              }
            }
            return null;
          });
      assertThat(granted(ledger, prefix + " after")).isEmpty();
      clock.advance(REMEMBER);
    }
  }

  @Test
  void whatIsFinishedStaysSoWhileOthersComeAndAreForgotten() throws Exception {
    Ledger ledger = ledger(REMEMBER, LEASE, clock);
    int remembered = 4;
    for (int round = 0; round < 30; round++) {
      int current = round;
      // Waves, so that tables grow and shrink.
      int deliveries = round / 10 % 2 == 0 ? 60 : 3;
      List<Boolean> right =
          atOnce(
              thread -> {
                boolean all = true;
                for (int i = 0; i < deliveries; i++) {
                  Claim claim = ledger.claim(key(current, thread, i));
                  all &= claim instanceof Claim.Granted granted && ledger.complete(granted);
                  // The last round's are there, and those before have their full time still.
                  int earlier = Math.max(0, current - 1 - i % (remembered - 1));
                  DeliveryKey other = key(earlier, (thread + 1) % THREADS, i % 3);
                  all &= current == earlier || ledger.claim(other) instanceof Claim.Done;
                }
                return all;
              });
      assertThat(right).doesNotContain(false);
      clock.advance(REMEMBER.dividedBy(remembered));
    }
  }

  @Test
  void oneStripeServesAllThreads() throws Exception {
    MemoryStripe stripe =
        new MemoryStripe(
            new MemoryLedger.Settings(100_000, REMEMBER, LEASE), new Room(100_000, 1), 0, 0, 0);
    int deliveries = 300;

    List<Boolean> right =
        atOnce(
            thread -> {
              boolean all = true;
              for (int i = 0; i < deliveries; i++) {
                DeliveryKey key = key(0, thread, i);
                Fingerprint print = SipHash.begin(1, 2, key.source()).print(key.key());
                all &=
                    stripe.claim(key, print, 0) instanceof Claim.Granted granted
                        && stripe.giveReceipt(granted.token(), "a", 0)
                        && stripe.complete(granted.token(), 0)
                        && stripe.claim(key, print, 0) instanceof Claim.Done;
              }
              return all;
            });

    assertThat(right).doesNotContain(false);
  }

  @Test
  void noRoomIsTakenTwiceOrLost() throws Exception {
    int capacity = 1_000;
    Room room = new Room(capacity, 1);

    atOnce(
        thread -> {
          for (int i = 0; i < 20_000; i++) {
            room.giveBack(room.take());
          }
          return null;
        });

    int all = 0;
    for (int some = room.take(); some > 0; some = room.take()) {
      all += some;
    }
    assertThat(all).isEqualTo(capacity);
  }

  private static DeliveryKey key(int round, int thread, int number) {
    return new DeliveryKey("s", round + " " + thread + " " + number);
  }

  private static List<Claim.Granted> granted(Ledger ledger, String prefix) {
    List<Claim.Granted> granted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      try {
        granted.add((Claim.Granted) ledger.claim(new DeliveryKey("s", prefix + " " + i)));
      } catch (LedgerException full) {
        continue;
      }
    }
    return granted;
  }
}
