package org.gatepost.ledger.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jcache.fixture.Caffeine;
import org.junit.jupiter.api.Test;

/** What a cache may do besides what it was asked. */
class JcacheTroubleTest {
  private static final Duration REMEMBER = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final DeliveryKey KEY = new DeliveryKey("github", "1");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final List<Cache<String, String>> caches = new ArrayList<>(List.of(newCache()));

  private static Cache<String, String> newCache() {
    return Caffeine.manager()
        .createCache(UUID.randomUUID().toString(), JcacheLedger.configuration(REMEMBER, LEASE));
  }

  private Ledger ledger(Supplier<Cache<String, String>> cache) {
    return new JcacheLedger(cache, REMEMBER, LEASE, clock);
  }

  /** Does what it is asked, and says of each change that it did nothing. */
  @SuppressWarnings("unchecked")
  private Cache<String, String> forgetful() {
    return (Cache<String, String>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, args) -> {
              try {
                Object result = method.invoke(caches.get(0), args);
                return method.getName().matches("putIfAbsent|replace") ? false : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void changeWhoseAnswerWasLostIsRecognized() {
    Ledger ledger = ledger(this::forgetful);

    Claim.Granted first = (Claim.Granted) ledger.claim(KEY);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.giveReceipt(first, "a")).isTrue();
    ledger.release(first);
    Claim.Granted second = (Claim.Granted) ledger.claim(KEY);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(ledger.hasReceipt(second, "a")).isTrue();
    assertThat(ledger.complete(second)).isTrue();
    assertThat(ledger.complete(second)).isFalse();
    clock.advance(REMEMBER);
    assertThat(((Claim.Granted) ledger.claim(KEY)).attempt()).isEqualTo(1);
  }

  /** Lets another do something after an entry was looked at, and before it is changed. */
  @SuppressWarnings("unchecked")
  private Cache<String, String> overtaken(AtomicReference<Runnable> other) {
    return (Cache<String, String>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, args) -> {
              Object result = method.invoke(caches.get(0), args);
              Runnable now = method.getName().equals("get") ? other.getAndSet(null) : null;
              if (now != null) {
                now.run();
              }
              return result;
            });
  }

  @Test
  void whoeverIsOvertakenBetweenLookAndChangeChangesNothing() {
    AtomicReference<Runnable> other = new AtomicReference<>();
    Ledger slow = ledger(() -> overtaken(other));
    Ledger fast = ledger(() -> caches.get(0));
    Claim.Granted former = (Claim.Granted) slow.claim(KEY);
    clock.advance(LEASE);

    other.set(() -> fast.claim(KEY));
    assertThat(slow.claim(KEY)).isInstanceOf(Claim.Busy.class);
    clock.advance(LEASE);
    other.set(() -> fast.claim(KEY));
    assertThat(slow.complete(former)).isFalse();
    assertThat(fast.claim(KEY)).isInstanceOf(Claim.Busy.class);
    clock.advance(LEASE);
    Claim.Granted holder = (Claim.Granted) slow.claim(KEY);
    assertThat(holder.attempt()).isEqualTo(4);
    other.set(() -> fast.giveReceipt(holder, "a"));
    assertThat(slow.giveReceipt(holder, "b")).isTrue();
    assertThat(fast.hasReceipt(holder, "a")).isTrue();
    assertThat(fast.hasReceipt(holder, "b")).isTrue();
  }

  @Test
  void receiptsOfAnEntryThatExpiredAreGone() {
    Ledger ledger = ledger(() -> caches.get(0));
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    ledger.giveReceipt(claim, "a");
    caches.get(0).clear();

    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
  }

  @Test
  void holderOfALostEntryIsNotTakenForTheNextOne() {
    Ledger ledger = ledger(() -> caches.get(0));
    Claim.Granted lost = (Claim.Granted) ledger.claim(KEY);
    caches.get(0).clear();
    Claim.Granted holder = (Claim.Granted) ledger.claim(KEY);

    assertThat(ledger.complete(lost)).isFalse();
    assertThat(ledger.giveReceipt(lost, "a")).isFalse();
    ledger.release(lost);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(holder)).isTrue();
  }

  @Test
  void cacheThatWasClosedIsLookedForAgain() {
    Ledger ledger = ledger(() -> caches.get(0));
    ledger.claim(new DeliveryKey("github", "before"));
    caches.get(0).close();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.claim(KEY))
        .withMessageStartingWith("the cache cannot claim a delivery: ");
    caches.set(0, newCache());

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void everythingFailsWhereThereIsNoCache() {
    Claim.Granted claim = new Claim.Granted(KEY, 1, 1);
    Ledger ledger =
        ledger(
            () -> {
              throw new IllegalStateException("gone");
            });

    assertFails("claim a delivery", () -> ledger.claim(KEY));
    assertFails("look for a receipt", () -> ledger.hasReceipt(claim, "a"));
    assertFails("give a receipt", () -> ledger.giveReceipt(claim, "a"));
    assertFails("record that a delivery is finished", () -> ledger.complete(claim));
    assertFails("give a delivery back", () -> ledger.release(claim));
  }

  private static void assertFails(String what, Runnable call) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(call::run)
        .withMessage("the cache cannot " + what + ": java.lang.IllegalStateException: gone");
  }

  @Test
  void entryOfAnotherIsLeftAlone() {
    Cache<String, String> cache = caches.get(0);
    Ledger ledger = ledger(() -> cache);
    ledger.claim(KEY);
    String id = cache.iterator().next().getKey();
    String entry = cache.get(id);
    String[] strange = {
      "", "x", "2" + entry.substring(1), entry + " more", entry.replaceFirst("[0-9]+ -$", "? -")
    };

    for (String value : strange) {
      cache.put(id, value);
      assertThatExceptionOfType(LedgerException.class)
          .as(value)
          .isThrownBy(() -> ledger.claim(KEY))
          .withMessageStartingWith("the cache holds ");
      assertThat(cache.get(id)).isEqualTo(value);
    }
  }

  @Test
  void entryLivesAsLongAsItIsNeededAfterEachChange() {
    ExpiryPolicy policy =
        JcacheLedger.configuration(REMEMBER, LEASE).getExpiryPolicyFactory().create();
    var life =
        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, REMEMBER.plus(LEASE).toMillis());

    assertThat(policy.getExpiryForCreation()).isEqualTo(life);
    assertThat(policy.getExpiryForUpdate()).isEqualTo(life);
    assertThat(policy.getExpiryForAccess()).isNull();
  }
}
