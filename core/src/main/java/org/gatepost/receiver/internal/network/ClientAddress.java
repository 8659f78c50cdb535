package org.gatepost.receiver.internal.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of whoever sent a request, as far as it is known. What a server gives is read when it
 * is first asked for, which it is only where something goes by addresses. Used by one thread at a
 * time; equal to another by its address.
 */
public final class ClientAddress {
  public static final ClientAddress UNKNOWN = new ClientAddress(Optional.empty());
  // No range of addresses: the last /64 is multicast, which sends nothing.
  private static final long UNKNOWN_RANGE = -1;

  // What a server gives, until it is read.
  private @Nullable String peer;
  private @Nullable InetAddress address;

  /** An address that is known, or not. */
  ClientAddress(Optional<InetAddress> address) {
    this.address = address.orElse(null);
  }

  private ClientAddress(String peer) {
    this.peer = peer;
  }

  /** The address that a server gives for a connection: perhaps in brackets, or with a zone. */
  static ClientAddress ofPeer(@Nullable String remoteAddr) {
    return remoteAddr == null ? UNKNOWN : new ClientAddress(remoteAddr);
  }

  /** The address, empty if it is not known. */
  Optional<InetAddress> address() {
    if (peer != null) {
      address = read(peer).orElse(null);
      peer = null;
    }
    return Optional.ofNullable(address);
  }

  private static Optional<InetAddress> read(String remoteAddr) {
    boolean bracketed = remoteAddr.startsWith("[") && remoteAddr.endsWith("]");
    String text = bracketed ? remoteAddr.substring(1, remoteAddr.length() - 1) : remoteAddr;
    // Of a link-local peer servers tell by which interface it came.
    int zone = text.indexOf('%');
    return IpLiteral.parse(zone < 0 ? text : text.substring(0, zone));
  }

  public boolean isIn(Cidrs ranges) {
    return address().isPresent() && ranges.contain(address().get());
  }

  /**
   * A number for all addresses that one client can easily have: an IPv4 address by itself, or the
   * /64 of an IPv6 address. IPv4 has the numbers of the reserved ::/32. All that are unknown are
   * one.
   */
  long range() {
    if (address().isEmpty()) {
      return UNKNOWN_RANGE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(address().get().getAddress());
    return address().get() instanceof Inet4Address
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientAddress another && address().equals(another.address());
  }

  @Override
  public int hashCode() {
    return address().hashCode();
  }

  @Override
  public String toString() {
    return address().map(InetAddress::getHostAddress).orElse("unknown");
  }
}
