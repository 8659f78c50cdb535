package org.gatepost.cdi.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, found by a part of the text without making a string of it. Filled once,
 * since types may contain themselves; then thread-safe.
 */
final class Members implements Shape {
  private volatile Table table = new Table(Map.of());

  /** A member. */
  static final class Member {
    final String name;
    final Shape shape;

    /** How many bytes the name has. */
    final int length;

    /** An integer of so many digits certainly fits. */
    final int digits;

    final boolean rounds;
    final boolean booleans;

    /** Whether it holds anything. */
    final boolean passedOver;

    /** Whether it holds anything but an array. */
    final boolean single;

    private final byte[] bytes;
    // The first eight bytes of the name, and which bits of a word they take.
    private final long start;
    private final long mask;
    private @Nullable Member next;

    Member(String name, Shape shape) {
      this.name = name;
      this.shape = shape;
      Scalar scalar = shape instanceof Value value ? value.scalar() : null;
      this.digits = scalar == null ? 0 : scalar.digits();
      this.rounds = scalar != null && scalar.rounds();
      this.booleans = scalar != null && scalar.holdsBooleans();
      this.passedOver = shape instanceof Any;
      this.single = shape instanceof Single;
      this.bytes = name.getBytes(StandardCharsets.UTF_8);
      this.length = bytes.length;
      this.start = new JsonBytes(name).word(0);
      this.mask = mask(length);
    }

    /** The member that the class has behind this one, or null. */
    @Nullable Member next() {
      return next;
    }

    /**
     * Whether the name stands at a place, and a colon right behind its quote. Takes less than to
     * look for the end of whatever stands there, and to find that.
     *
     * @param word the eight bytes at the place
     */
    boolean isAt(int from, long word, JsonBytes json) {
      return (word & mask) == start
          && json.goesOnAs(bytes, from)
          && json.isAt(from + length, JsonBytes.QUOTE_COLON);
    }

    /** Whether JSON can write the name as it is, so that it ends at the next quote. */
    private boolean isPlain() {
      return name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
    }

    private static long mask(int length) {
      return length < Long.BYTES ? (1L << (length << 3)) - 1 : -1;
    }
  }

  /**
   * A hash table with open addressing, at most half full, by length and first eight bytes. Knows
   * the order of the class, too, in which many senders write.
   */
  static final class Table {
    private final @Nullable Member[] members;
    private @Nullable Member first;

    Table(Map<String, Shape> shapes) {
      members = new Member[Integer.highestOneBit(Math.max(1, shapes.size())) * 4];
      Member last = null;
      for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
        Member member = new Member(entry.getKey(), entry.getValue());
        put(member);
        if (member.isPlain()) {
          if (last == null) {
            first = member;
          } else {
            last.next = member;
          }
          last = member;
        }
      }
    }

    private void put(Member member) {
      int place = place(member.start, member.length);
      while (members[place] != null) {
        place = behind(place);
      }
      members[place] = member;
    }

    /** The member that an object most likely begins with, or null. */
    @Nullable Member first() {
      return first;
    }

    /**
     * A member, or null if there is none of the name.
     *
     * @param word the first eight bytes of the name, perhaps with others behind it
     * @param json where the name stands, from one place to before another
     */
    @Nullable Member find(long word, JsonBytes json, int from, int to) {
      int length = to - from;
      long start = word & Member.mask(length);
      int place = place(start, length);
      Member member = members[place];
      while (member != null) {
        if (member.start == start && member.length == length && json.goesOnAs(member.bytes, from)) {
          return member;
        }
        place = behind(place);
        member = members[place];
      }
      return null;
    }

    private int place(long start, int length) {
      long mixed = (start + length) * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 32) & (members.length - 1);
    }

    private int behind(int place) {
      return (place + 1) & (members.length - 1);
    }
  }

  void fill(Map<String, Shape> members) {
    table = new Table(members);
  }

  Table table() {
    return table;
  }

  List<Shape> shapes() {
    return Stream.of(table.members).filter(Objects::nonNull).map(member -> member.shape).toList();
  }
}
