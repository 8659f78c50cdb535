package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoubtfulClaimsTest {
  private final DoubtfulClaims claims = new DoubtfulClaims();

  @Test
  void areKnownByDeliveryAndToken() {
    claims.add("a", 5);
    assertThat(claims.contains("a", 5)).isTrue();
    assertThat(claims.contains("a", 6)).isFalse();
    assertThat(claims.contains("b", 5)).isFalse();
    claims.add("a", 6);
    assertThat(claims.contains("a", 5)).isFalse();
    assertThat(claims.contains("a", 6)).isTrue();
  }

  @Test
  void areTheLast() {
    claims.add("renewed", 0);
    for (int i = 0; i < DoubtfulClaims.MAX - 1; i++) {
      claims.add("d" + i, i);
    }
    claims.add("renewed", 1);
    assertThat(claims.contains("d0", 0)).isTrue();
    claims.add("one more", 1);
    assertThat(claims.contains("d0", 0)).isFalse();
    assertThat(claims.contains("d1", 1)).isTrue();
    assertThat(claims.contains("renewed", 1)).isTrue();
  }
}
