package org.gatepost.receiver.internal.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}, each
 * taken apart once. Immutable.
 *
 * @param clients the entries of {@code X-Forwarded-For}; none if it is absent
 * @param schemes those of the others; from the right, the entries of each belong to those of the
 *     clients. An entry alone belongs to all: then a proxy has set it and not added to it
 */
record XForwardedFields(
    List<String> clients, List<String> schemes, List<String> hosts, List<String> ports) {

  /** The fields, from their lines in the order received. */
  static XForwardedFields read(
      List<String> addresses, List<String> schemes, List<String> hosts, List<String> ports) {
    return new XForwardedFields(
        entries(addresses), entries(schemes), entries(hosts), entries(ports));
  }

  /** What each proxy says, the nearest last. */
  List<Origin> origins() {
    List<Origin> origins = new ArrayList<>(clients.size());
    for (int i = 0; i < clients.size(); i++) {
      origins.add(said(node(clients.get(i)), clients.size() - 1 - i));
    }
    return origins;
  }

  /** What the nearest proxy says of a client that it has seen. */
  Origin nearest(ClientAddress client) {
    return said(client, 0);
  }

  private Origin said(ClientAddress client, int fromRight) {
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

  private static Optional<String> entry(List<String> entries, int fromRight) {
    if (entries.size() == 1) {
      return Optional.of(entries.get(0));
    }
    int index = entries.size() - 1 - fromRight;
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
  }

  private static List<String> entries(List<String> lines) {
    List<String> entries = new ArrayList<>();
    for (String line : lines) {
      int start = 0;
      for (int end = line.indexOf(','); end >= 0; end = line.indexOf(',', start)) {
        entries.add(line.substring(start, end).strip());
        start = end + 1;
      }
      entries.add(line.substring(start).strip());
    }
    return entries;
  }
}
