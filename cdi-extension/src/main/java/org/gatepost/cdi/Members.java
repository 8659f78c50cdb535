package org.gatepost.cdi;

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

  /** A hash table with open addressing, at most half full. */
  private static final class Table {
    final @Nullable String[] names;
    final Shape[] shapes;

    Table(Map<String, Shape> members) {
      int size = Integer.highestOneBit(Math.max(1, members.size())) * 4;
      names = new String[size];
      shapes = new Shape[size];
      members.forEach(this::put);
    }

    private void put(String name, Shape shape) {
      int place = name.hashCode() & (names.length - 1);
      while (names[place] != null) {
        place = (place + 1) & (names.length - 1);
      }
      names[place] = name;
      shapes[place] = shape;
    }
  }

  void fill(Map<String, Shape> members) {
    table = new Table(members);
  }

  List<Shape> shapes() {
    return Stream.of(table.shapes).filter(Objects::nonNull).toList();
  }

  /**
   * The place of a member in the table, or -1 if it needs no look.
   *
   * @param hash the {@link String#hashCode} of the name
   * @param text where the name stands, from one place to before another
   */
  int find(int hash, String text, int from, int to) {
    @Nullable String[] names = table.names;
    int place = hash & (names.length - 1);
    String name = names[place];
    while (name != null) {
      if (name.length() == to - from && text.startsWith(name, from)) {
        return place;
      }
      place = (place + 1) & (names.length - 1);
      name = names[place];
    }
    return -1;
  }

  String name(int place) {
    return String.valueOf(table.names[place]);
  }

  Shape shape(int place) {
    return table.shapes[place];
  }
}
