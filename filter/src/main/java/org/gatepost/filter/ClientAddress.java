package org.gatepost.filter;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of whoever sent a request, as far as it is known. Immutable.
 *
 * @param address empty if it is not known
 */
record ClientAddress(Optional<InetAddress> address) {
  static final ClientAddress UNKNOWN = new ClientAddress(Optional.empty());
  // No range of addresses: the last /64 is multicast, which sends nothing.
  private static final long UNKNOWN_RANGE = -1;

  /** The address that a server gives for a connection: perhaps in brackets, or with a zone. */
  static ClientAddress ofPeer(@Nullable String remoteAddr) {
    if (remoteAddr == null) {
      return UNKNOWN;
    }
    boolean bracketed = remoteAddr.startsWith("[") && remoteAddr.endsWith("]");
    String text = bracketed ? remoteAddr.substring(1, remoteAddr.length() - 1) : remoteAddr;
    // Of a link-local peer servers tell by which interface it came.
    int zone = text.indexOf('%');
    return new ClientAddress(IpLiteral.parse(zone < 0 ? text : text.substring(0, zone)));
  }

  boolean isIn(Cidrs ranges) {
    return address.isPresent() && ranges.contain(address.get());
  }

  /**
   * A number for all addresses that one client can easily have: an IPv4 address by itself, or the
   * /64 of an IPv6 address. IPv4 has the numbers of the reserved ::/32. All that are unknown are
   * one.
   */
  long range() {
    if (address.isEmpty()) {
      return UNKNOWN_RANGE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(address.get().getAddress());
    return address.get() instanceof Inet4Address
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }

  @Override
  public String toString() {
    return address.map(InetAddress::getHostAddress).orElse("unknown");
  }
}
