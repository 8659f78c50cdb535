package org.gatepost.ledger.jdbc.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Visits every state that a protocol can come to, breadth first. What it finds is told with the
 * shortest way there. Not thread-safe.
 */
final class Explorer {
  /** From a state nothing leads to the goal any more but what nobody may count on. */
  static final String STUCK = "stuck";

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<byte[]> states = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final Numbers parents = new Numbers();
  private final Numbers from = new Numbers();
  private final Numbers to = new Numbers();
  private final Map<String, List<String>> found = new TreeMap<>();
  private int current;

  /** What may come next. */
  interface Protocol {
    State initial();

    void next(State state, Explorer steps);

    boolean isGoal(State state);
  }

  private record Key(byte[] bytes) {
    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(key.bytes, bytes);
    }
  }

  /** A list of numbers, without an object for each. */
  private static final class Numbers {
    private int[] all = new int[1 << 12];
    private int size;

    void add(int number) {
      if (size == all.length) {
        all = Arrays.copyOf(all, 2 * size);
      }
      all[size++] = number;
    }

    int get(int place) {
      return all[place];
    }

    int size() {
      return size;
    }
  }

  /**
   * Visits all.
   *
   * @param max how many states at most
   * @return what was found, each with the steps that lead there
   */
  static Explorer explore(Protocol protocol, int max) {
    Explorer explorer = new Explorer();
    explorer.visit(protocol, max);
    return explorer;
  }

  private void visit(Protocol protocol, int max) {
    add(protocol.initial(), "", false);
    for (current = 0; current < states.size(); current++) {
      if (states.size() > max) {
        throw new IllegalStateException("more than " + max + " states");
      }
      protocol.next(State.read(states.get(current)), this);
    }
    findStuck(protocol);
  }

  /** A step that is taken sooner or later. */
  void step(String label, State next) {
    add(next, label, true);
  }

  /** A step that nobody may count on: a crash, a loss, a failure. */
  void mishap(String label, State next) {
    add(next, label, false);
  }

  /** A step that breaks a promise. */
  void broken(String promise, String label) {
    found.computeIfAbsent(promise, first -> way(current, label));
  }

  private void add(State next, String label, boolean sure) {
    Key key = new Key(next.bytes());
    Integer number = numbers.get(key);
    if (number == null) {
      number = states.size();
      numbers.put(key, number);
      states.add(key.bytes());
      labels.add(label);
      parents.add(current);
    }
    if (sure) {
      from.add(current);
      to.add(number);
    }
  }

  private List<String> way(int end, String last) {
    List<String> way = new ArrayList<>(List.of(last));
    for (int state = end; state > 0; state = parents.get(state)) {
      way.add(labels.get(state));
    }
    Collections.reverse(way);
    return way;
  }

  private void findStuck(Protocol protocol) {
    int[] firstInto = new int[states.size() + 2];
    for (int i = 0; i < to.size(); i++) {
      firstInto[to.get(i) + 2]++;
    }
    for (int i = 2; i < firstInto.length; i++) {
      firstInto[i] += firstInto[i - 1];
    }
    int[] into = new int[to.size()];
    for (int i = 0; i < to.size(); i++) {
      into[firstInto[to.get(i) + 1]++] = from.get(i);
    }
    BitSet hopeful = new BitSet();
    Deque<Integer> left = new ArrayDeque<>();
    for (int i = 0; i < states.size(); i++) {
      if (protocol.isGoal(State.read(states.get(i)))) {
        hopeful.set(i);
        left.add(i);
      }
    }
    while (!left.isEmpty()) {
      int state = left.remove();
      for (int i = firstInto[state]; i < firstInto[state + 1]; i++) {
        if (!hopeful.get(into[i])) {
          hopeful.set(into[i]);
          left.add(into[i]);
        }
      }
    }
    int lost = hopeful.nextClearBit(0);
    if (lost < states.size()) {
      found.put(STUCK, way(lost, "from here on for ever"));
    }
  }

  /** What was found. */
  Map<String, List<String>> found() {
    return found;
  }

  int size() {
    return states.size();
  }

  /** Whether a step of this beginning was ever taken. */
  boolean took(String label) {
    return labels.stream().anyMatch(each -> each.contains(label));
  }
}
