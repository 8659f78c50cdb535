package org.gatepost.sample.stripe;

import jakarta.json.bind.annotation.JsonbProperty;

/** An invoice; the amount is in the currency's smallest unit. */
public record Invoice(String id, @JsonbProperty("amount_paid") long amountPaid, String currency) {}
