package org.gatepost.cdi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that need a look, found by a part of the text without making a string of
 * it. Filled once, since types may contain themselves; then thread-safe.
 */
final class Members implements Shape {
  private volatile Table table = new Table(Map.of());

  /** A member. */
  static final class Member {
    final String name;
    final Shape shape;

    /** An integer of so many digits certainly fits. */
    final int digits;

    final boolean rounds;
    final boolean booleans;

    private final byte[] bytes;
    private final long start;

    Member(String name, Shape shape) {
      this.name = name;
      this.shape = shape;
      Scalar scalar = shape instanceof Value value ? value.scalar() : null;
      this.digits = scalar == null ? 0 : scalar.digits();
      this.rounds = scalar != null && scalar.rounds();
      this.booleans = scalar != null && scalar.holdsBooleans();
      this.bytes = name.getBytes(StandardCharsets.UTF_8);
      this.start = new JsonBytes(name).word(0);
    }
  }

  /** A hash table with open addressing, at most half full, by length and first eight bytes. */
  private static final class Table {
    final @Nullable Member[] members;

    Table(Map<String, Shape> shapes) {
      members = new Member[Integer.highestOneBit(Math.max(1, shapes.size())) * 4];
      shapes.forEach((name, shape) -> put(new Member(name, shape)));
    }

    private void put(Member member) {
      int place = place(member.start, member.bytes.length);
      while (members[place] != null) {
        place = next(place);
      }
      members[place] = member;
    }

    int place(long start, int length) {
      long mixed = (start + length) * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 32) & (members.length - 1);
    }

    int next(int place) {
      return (place + 1) & (members.length - 1);
    }
  }

  void fill(Map<String, Shape> members) {
    table = new Table(members);
  }

  List<Shape> shapes() {
    return Stream.of(table.members).filter(Objects::nonNull).map(member -> member.shape).toList();
  }

  /**
   * A member, or null if it needs no look.
   *
   * @param word the first eight bytes of the name, perhaps with others behind it
   * @param json where the name stands, from one place to before another
   */
  @Nullable Member find(long word, JsonBytes json, int from, int to) {
    Table known = table;
    int length = to - from;
    long start = length < Long.BYTES ? word & ((1L << (length << 3)) - 1) : word;
    int place = known.place(start, length);
    Member member = known.members[place];
    while (member != null) {
      if (member.start == start
          && member.bytes.length == length
          && (length <= Long.BYTES || json.equals(from, member.bytes))) {
        return member;
      }
      place = known.next(place);
      member = known.members[place];
    }
    return null;
  }
}
