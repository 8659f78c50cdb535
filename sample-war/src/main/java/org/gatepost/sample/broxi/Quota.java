package org.gatepost.sample.broxi;

import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of {@code api.quota.warning}.
 *
 * @param usagePercent how much of the limit is used
 * @param limit the limit
 * @param resetTime when counting begins anew, as the sender writes it
 */
public record Quota(
    @JsonbProperty("usage_percent") BigDecimal usagePercent,
    BigDecimal limit,
    @JsonbProperty("reset_time") @Nullable String resetTime) {}
