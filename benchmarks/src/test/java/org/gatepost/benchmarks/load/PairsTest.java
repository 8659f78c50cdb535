package org.gatepost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
  @Test
  void ratiosAreThoseOfPairsAndNotOfMedians() {
    Pairs pairs = new Pairs();
    // The machine gets slower: each pair says 0.5, the medians of the sides would say so too by
    // chance only.
    pairs.add(1000, 500);
    pairs.add(100, 50);
    pairs.add(10, 8);

    assertThat(pairs.ratio()).isEqualTo(new Spread(0.5, 0.5, 0.5, 0.65, 0.8));
    assertThat(pairs.difference().median()).isEqualTo(-50);
    assertThat(pairs.baseline().median()).isEqualTo(100);
    assertThat(pairs.subject().max()).isEqualTo(500);
  }

  @Test
  void quartilesLieBetweenTheOrderedValues() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 1.75, 2.5, 3.25, 4));
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 7, 7));
  }

  @Test
  void nothingHasNoSpread() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }
}
