package org.gatepost.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header fields {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}.
 */
final class XForwardedFields {
  private XForwardedFields() {}

  /**
   * What each proxy says, the nearest last.
   *
   * @param addresses the lines of {@code X-Forwarded-For}, not none
   * @param schemes those of the others; from the right, the entries of each belong to those of the
   *     addresses. An entry alone belongs to all: then a proxy has set it and not added to it
   */
  static List<Origin> read(
      List<String> addresses, List<String> schemes, List<String> hosts, List<String> ports) {
    List<String> clients = entries(addresses);
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      int fromRight = clients.size() - 1 - i;
      origins.add(said(node(clients.get(i)), fromRight, schemes, hosts, ports));
    }
    return origins;
  }

  /** What the nearest proxy says of a client that it has seen. */
  static Origin said(
      ClientAddress client,
      int fromRight,
      List<String> schemes,
      List<String> hosts,
      List<String> ports) {
    return Origin.said(
        client, entry(schemes, fromRight), entry(hosts, fromRight), entry(ports, fromRight));
  }

  private static ClientAddress node(String entry) {
    // No standard says how; an IPv6 address stands here without brackets as well.
    Optional<ClientAddress> bare =
        entry.startsWith("[")
            ? Optional.empty()
            : IpLiteral.parse(entry).map(address -> new ClientAddress(Optional.of(address)));
    return bare.orElseGet(() -> ForwardedField.node(entry));
  }

  private static Optional<String> entry(List<String> lines, int fromRight) {
    List<String> entries = entries(lines);
    if (entries.size() == 1) {
      return Optional.of(entries.get(0));
    }
    int index = entries.size() - 1 - fromRight;
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
  }

  private static List<String> entries(List<String> lines) {
    return lines.isEmpty()
        ? List.of()
        : Arrays.stream(String.join(",", lines).split(",", -1)).map(String::strip).toList();
  }
}
