package org.gatepost.sample.mall.stock;

import jakarta.validation.constraints.Max;

/** What is taken from the shelf. */
public record Pieces(@Max(9) int pieceCount) {}
