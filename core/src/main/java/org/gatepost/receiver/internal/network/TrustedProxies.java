package org.gatepost.receiver.internal.network;

import java.util.List;
import java.util.function.Supplier;
import org.gatepost.IncomingRequest;
import org.gatepost.internal.Messages;

/**
 * Finds out who sent a request. What {@code Forwarded} (RFC 7239) and {@code X-Forwarded-*} say is
 * believed only of trusted proxies, from the nearest to the first address that is not one of them:
 * everything before that the client may have made up. Immutable.
 *
 * <p>No more than 4,096 characters in all and 32 proxies are read; of a request with more the
 * client is unknown.
 *
 * @param ranges the addresses of the proxies, perhaps none
 */
public record TrustedProxies(Cidrs ranges, String source) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final int MAX_CHARACTERS = 4_096;
  private static final int MAX_PROXIES = 32;

  /** Where a request came from. */
  public Origin origin(IncomingRequest request) {
    ClientAddress peer = ClientAddress.ofPeer(request.remoteAddress());
    if (ranges.isEmpty() || !peer.isIn(ranges)) {
      return Origin.of(peer);
    }
    List<String> forwarded = request.headers("Forwarded");
    List<String> addresses = request.headers("X-Forwarded-For");
    List<String> schemes = request.headers("X-Forwarded-Proto");
    List<String> hosts = request.headers("X-Forwarded-Host");
    List<String> ports = request.headers("X-Forwarded-Port");
    if (length(forwarded) + length(addresses) + length(schemes) + length(hosts) + length(ports)
        > MAX_CHARACTERS) {
      return Origin.of(ClientAddress.UNKNOWN);
    }
    Supplier<Origin> byOther =
        () -> byOther(peer, XForwardedFields.read(addresses, schemes, hosts, ports));
    if (forwarded.isEmpty()) {
      return byOther.get();
    }
    Origin standard = client(ForwardedField.read(forwarded));
    if (addresses.isEmpty() && schemes.isEmpty() && hosts.isEmpty() && ports.isEmpty()) {
      return standard;
    }
    return agreed(standard, byOther.get());
  }

  private Origin byOther(ClientAddress peer, XForwardedFields fields) {
    if (fields.clients().size() > MAX_PROXIES) {
      return Origin.of(ClientAddress.UNKNOWN);
    }
    return fields.clients().isEmpty() ? fields.nearest(peer) : client(fields.origins());
  }

  /**
   * A proxy writes one kind and may pass on the other as the client sent it: which is not known.
   */
  private Origin agreed(Origin one, Origin other) {
    if (!one.client().equals(other.client())) {
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.clientsDiffer(source, one.client(), other.client()));
    }
    return one.and(other);
  }

  /** The first from the right that is not trusted; if all are, the outermost of them. */
  private Origin client(List<Origin> origins) {
    if (origins.size() > MAX_PROXIES) {
      return Origin.of(ClientAddress.UNKNOWN);
    }
    int i = origins.size() - 1;
    while (i > 0 && origins.get(i).client().isIn(ranges)) {
      i--;
    }
    return origins.get(i);
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }
}
