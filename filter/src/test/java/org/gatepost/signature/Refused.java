package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

/** Asserts on refusals. */
final class Refused {
  private Refused() {}

  static void assertRefused(Verification verification, Refusal.Reason reason) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  static void assertRefused(Verification verification) {
    assertThat(verification).isInstanceOf(Refusal.class);
  }
}
