package org.gatepost.receiver.internal.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;

/**
 * Several ranges of addresses, at most 1,000, as every request is held against each. Immutable.
 *
 * @param ranges in the order configured
 */
public record Cidrs(List<Cidr> ranges) {
  private static final int MAX = 1_000;

  /**
   * Reads ranges separated by commas.
   *
   * @param name the init-param that they stand in
   * @throws InvalidSettingException if one is malformed; the message says which and why
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  static Cidrs parse(String text, String name, String source) {
    String rule =
        "must be at most " + MAX + " address ranges such as 192.0.2.0/24 or 2001:db8::/32";
    String[] parts = text.split(",", -1);
    if (parts.length > MAX) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(name, source, rule + ", were " + parts.length));
    }
    List<Cidr> ranges = new ArrayList<>();
    for (String part : parts) {
      try {
        ranges.add(Cidr.parse(part.strip()));
      } catch (IllegalArgumentException e) {
        String why = rule + ", separated by commas: [" + part.strip() + "] " + e.getMessage();
        throw new InvalidSettingException(Messages.invalidInitParam(name, source, why), e);
      }
    }
    return new Cidrs(List.copyOf(ranges));
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  boolean contain(InetAddress address) {
    for (Cidr range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return ranges.stream().map(Cidr::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
