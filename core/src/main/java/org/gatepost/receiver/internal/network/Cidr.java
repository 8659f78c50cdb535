package org.gatepost.receiver.internal.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.gatepost.internal.SuppressForbidden;

/**
 * A range of addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3): of IPv4 or
 * of IPv6, never both. Immutable.
 *
 * @param network the first address
 * @param prefixInBits how many bits of it all addresses of the range share
 */
record Cidr(InetAddress network, int prefixInBits) {
  private static final int MAPPED_PREFIX_IN_BITS = 96;

  /**
   * Reads a range; an address alone is the range of that address.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (literal.indexOf('%') >= 0) {
      throw new IllegalArgumentException("has a zone, which means nothing to other hosts");
    }
    Optional<InetAddress> address = IpLiteral.parse(literal);
    if (address.isEmpty()) {
      throw new IllegalArgumentException("is no IPv4 or IPv6 address; host names are not resolved");
    }
    InetAddress network = address.get();
    int bits = 8 * network.getAddress().length;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
    if (slash >= 0 && literal.indexOf(':') >= 0 && network instanceof Inet4Address) {
      // ::ffff:10.0.0.0/104 is 10.0.0.0/8; a shorter prefix than 96 would cut the mapping itself.
      prefix -= MAPPED_PREFIX_IN_BITS;
    }
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("has no prefix length that an address of its kind has");
    }
    InetAddress first = masked(network, prefix);
    if (!first.equals(network)) {
      throw new IllegalArgumentException(
          "has bits behind the prefix, write " + first.getHostAddress() + "/" + prefix);
    }
    return new Cidr(network, prefix);
  }

  boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int i = 0, left = prefixInBits; left > 0; i++, left -= 8) {
      int mask = left >= 8 ? 0xff : 0xff00 >> left;
      if (((own[i] ^ other[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixInBits;
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static int prefix(String digits) {
    return digits.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : -1;
  }

  private static InetAddress masked(InetAddress address, int prefixInBits) {
    byte[] bytes = address.getAddress();
    for (int i = 0, left = prefixInBits; i < bytes.length; i++, left -= 8) {
      bytes[i] &= (byte) (left >= 8 ? 0xff : left <= 0 ? 0 : 0xff00 >> left);
    }
    return IpLiteral.of(bytes);
  }
}
