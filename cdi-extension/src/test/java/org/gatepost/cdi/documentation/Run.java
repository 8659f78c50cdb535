package org.gatepost.cdi.documentation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public record Run(
    @NotBlank String id,
    @PositiveOrZero BigDecimal cost,
    Instant finishedAt,
    Optional<String> error,
    List<@Valid Step> steps) {

  public record Step(@NotBlank String name) {}
}
