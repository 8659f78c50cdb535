package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DoubtfulClaimsTest {
  private final DoubtfulClaims claims = new DoubtfulClaims();

  private static UUID id(String name) {
    return JdbcIds.of(name);
  }

  @Test
  void areKnownByDeliveryAndToken() {
    claims.add(id("a"), 5);
    assertThat(claims.contains(id("a"), 5)).isTrue();
    assertThat(claims.contains(id("a"), 6)).isFalse();
    assertThat(claims.contains(id("b"), 5)).isFalse();
    claims.add(id("a"), 6);
    assertThat(claims.contains(id("a"), 5)).isFalse();
    assertThat(claims.contains(id("a"), 6)).isTrue();
  }

  @Test
  void areTheLast() {
    claims.add(id("renewed"), 0);
    for (int i = 0; i < DoubtfulClaims.MAX - 1; i++) {
      claims.add(id("d" + i), i);
    }
    claims.add(id("renewed"), 1);
    assertThat(claims.contains(id("d0"), 0)).isTrue();
    claims.add(id("one more"), 1);
    assertThat(claims.contains(id("d0"), 0)).isFalse();
    assertThat(claims.contains(id("d1"), 1)).isTrue();
    assertThat(claims.contains(id("renewed"), 1)).isTrue();
  }
}
