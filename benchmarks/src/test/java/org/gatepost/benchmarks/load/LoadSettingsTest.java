package org.gatepost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadSettingsTest {
  @Test
  void argumentsReplaceDefaults() {
    LoadSettings settings = LoadSettings.of("all", "only=payara-.*", "seconds=0.5", "rounds=3");

    assertThat(settings.includes("payara-events")).isTrue();
    assertThat(settings.includes("heap")).isFalse();
    assertThat(settings.seconds()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.rounds()).isEqualTo(3);
    assertThat(settings.connections()).isEqualTo(32);
  }

  @Test
  void unknownNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadSettings.of("round=3"))
        .withMessageContaining("rounds")
        .withMessageContaining("[round=3]");
  }
}
