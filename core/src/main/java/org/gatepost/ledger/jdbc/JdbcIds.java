package org.gatepost.ledger.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Fingerprints;

/**
 * What a {@link JdbcLedger} knows deliveries, consumers and sources by: the first 128 bits of their
 * {@link Fingerprints}, with no bit taken for the version and variant of RFC 9562.
 *
 * <p>Half of an SHA-256 is enough. Whoever wants an event to be taken for another's copy needs a
 * second text to bits that are there, of 2<sup>128</sup>. Two texts with the same bits take
 * 2<sup>64</sup> tries, and both must be events that one sender signs: that sender alone can try,
 * and it would lose one of its own events.
 */
final class JdbcIds {
  /** That of PostgreSQL, MariaDB and H2: byte by byte, without a sign. */
  static final Comparator<UUID> ORDER =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private static final int BYTES = 16;
  private static final int DIGITS_OF_HALF = 16;
  private static final int HEX = 16;

  private JdbcIds() {}

  static UUID of(DeliveryKey key) {
    return first128Bits(Fingerprints.digest(key));
  }

  /** That of a consumer, or of a source's name. */
  static UUID of(String name) {
    return first128Bits(Fingerprints.digest(name));
  }

  private static UUID first128Bits(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** Sets a parameter, as the columns of this database have ids. */
  static void set(Database database, PreparedStatement statement, int index, UUID id)
      throws SQLException {
    switch (database) {
      case POSTGRESQL, H2 -> statement.setObject(index, id);
      case MARIADB -> statement.setBytes(index, bytes(id));
      case ANSI -> statement.setString(index, hex(id));
    }
  }

  /** Reads a column back. */
  static UUID read(Database database, ResultSet row, int column) throws SQLException {
    return switch (database) {
      case POSTGRESQL, H2 -> row.getObject(column, UUID.class);
      case MARIADB -> first128Bits(row.getBytes(column));
      case ANSI -> ofHex(row.getString(column));
    };
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static String hex(UUID id) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(id.getLeastSignificantBits());
  }

  private static UUID ofHex(String hex) {
    return new UUID(
        Long.parseUnsignedLong(hex, 0, DIGITS_OF_HALF, HEX),
        Long.parseUnsignedLong(hex, DIGITS_OF_HALF, 2 * DIGITS_OF_HALF, HEX));
  }
}
