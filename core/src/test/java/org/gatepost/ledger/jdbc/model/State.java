package org.gatepost.ledger.jdbc.model;

import java.util.Arrays;

/** What a delivery's tables hold, what its copies are at, and what is left of mishaps. */
final class State {
  /** The row of the delivery, as committed. */
  boolean row;

  byte token;
  byte attempts;
  boolean finished;
  boolean leased;

  /** Whether the last commit may be forgotten by a crash of the database. */
  boolean volatileRow;

  /** A bit for each observer. */
  byte receipts;

  /** How often each observer's work was committed. */
  final byte[] effects = new byte[2];

  /** A bit for each observer that has rejected the delivery, and has a receipt for it. */
  byte rejected;

  /** Whether the sender has its 200. */
  boolean answered;

  /** How many mishaps of each kind may still happen. */
  final byte[] left = new byte[Mishap.values().length];

  final Copy[] copies;

  State(int copies) {
    this.copies = new Copy[copies];
    Arrays.setAll(this.copies, i -> new Copy());
  }

  /** What may go wrong. */
  enum Mishap {
    NODE_DIES,
    DATABASE_CRASHES,
    CONNECTION_CUT,
    OBSERVER_THROWS,
    OBSERVER_REJECTS,
    ANSWER_LOST,
    LEASE_RUNS_OUT,
    FORGOTTEN
  }

  /** What a copy does next. */
  enum At {
    IDLE,
    JOINED_BEGIN,
    JOINED_INSERT,
    JOINED_TAKE,
    JOINED_FAILURE,
    JOINED_REJECT,
    INSERT,
    READ,
    TAKE,
    HAS_RECEIPT,
    BEGIN,
    WORK,
    GIVE_RECEIPT,
    COMMIT,
    RELEASE,
    COMPLETE,
    REJECT,
    SUCCESS,
    ERROR,
    DEAD
  }

  /** A transaction's state. */
  static final byte NONE = 0;

  static final byte OPEN = 1;
  static final byte COMMITTING = 2;

  /** A request on its way through a node. */
  static final class Copy {
    At at = At.IDLE;
    byte observer;
    byte token;
    byte todo;
    boolean failed;
    boolean joined;

    byte transaction;
    boolean lock;
    boolean inserts;
    boolean updates;
    boolean finishes;
    byte gives;
    boolean cut;

    // As the transaction's first statement has seen it.
    boolean sawRow;
    byte sawToken;
    boolean sawFinished;
    byte sawReceipts;

    /** Rolls the transaction back, or ends it. */
    void end() {
      transaction = NONE;
      lock = false;
      inserts = false;
      updates = false;
      finishes = false;
      gives = 0;
      sawRow = false;
      sawToken = 0;
      sawFinished = false;
      sawReceipts = 0;
    }

    void clear() {
      end();
      at = At.IDLE;
      observer = 0;
      token = 0;
      todo = 0;
      failed = false;
      joined = false;
      cut = false;
    }
  }

  private static final int ROW = 8;
  private static final int COPY = 17;

  /** A token that nobody has. */
  byte fresh() {
    byte highest = token;
    for (Copy copy : copies) {
      highest = (byte) Math.max(highest, Math.max(copy.token, copy.sawToken));
    }
    return (byte) (highest + 1);
  }

  /** As bytes; tokens only tell claims apart, and are numbered anew. */
  byte[] bytes() {
    byte[] names = new byte[128];
    byte next = 1;
    if (row) {
      names[token] = next++;
    }
    for (Copy copy : copies) {
      for (byte each : new byte[] {copy.token, copy.sawToken}) {
        if (each != 0 && names[each] == 0) {
          names[each] = next++;
        }
      }
    }
    byte[] all = new byte[ROW + effects.length + left.length + COPY * copies.length];
    int i = 0;
    all[i++] = bit(row);
    all[i++] = row ? names[token] : 0;
    all[i++] = attempts;
    all[i++] = (byte) (bit(finished) | bit(leased) << 1 | bit(volatileRow) << 2);
    all[i++] = receipts;
    all[i++] = rejected;
    all[i++] = bit(answered);
    all[i++] = (byte) copies.length;
    for (byte effect : effects) {
      all[i++] = effect;
    }
    for (byte mishap : left) {
      all[i++] = mishap;
    }
    for (Copy copy : copies) {
      all[i++] = (byte) copy.at.ordinal();
      all[i++] = copy.observer;
      all[i++] = names[copy.token];
      all[i++] = copy.todo;
      all[i++] = bit(copy.failed);
      all[i++] = bit(copy.joined);
      all[i++] = copy.transaction;
      all[i++] = bit(copy.lock);
      all[i++] = bit(copy.inserts);
      all[i++] = bit(copy.updates);
      all[i++] = bit(copy.finishes);
      all[i++] = copy.gives;
      all[i++] = bit(copy.cut);
      all[i++] = bit(copy.sawRow);
      all[i++] = names[copy.sawToken];
      all[i++] = bit(copy.sawFinished);
      all[i++] = copy.sawReceipts;
    }
    return all;
  }

  static State read(byte[] all) {
    State state = new State(all[ROW - 1]);
    int i = 0;
    state.row = all[i++] != 0;
    state.token = all[i++];
    state.attempts = all[i++];
    state.finished = (all[i] & 1) != 0;
    state.leased = (all[i] & 2) != 0;
    state.volatileRow = (all[i++] & 4) != 0;
    state.receipts = all[i++];
    state.rejected = all[i++];
    state.answered = all[i++] != 0;
    i++;
    for (int e = 0; e < state.effects.length; e++) {
      state.effects[e] = all[i++];
    }
    for (int m = 0; m < state.left.length; m++) {
      state.left[m] = all[i++];
    }
    for (Copy copy : state.copies) {
      copy.at = AT[all[i++]];
      copy.observer = all[i++];
      copy.token = all[i++];
      copy.todo = all[i++];
      copy.failed = all[i++] != 0;
      copy.joined = all[i++] != 0;
      copy.transaction = all[i++];
      copy.lock = all[i++] != 0;
      copy.inserts = all[i++] != 0;
      copy.updates = all[i++] != 0;
      copy.finishes = all[i++] != 0;
      copy.gives = all[i++];
      copy.cut = all[i++] != 0;
      copy.sawRow = all[i++] != 0;
      copy.sawToken = all[i++];
      copy.sawFinished = all[i++] != 0;
      copy.sawReceipts = all[i++];
    }
    return state;
  }

  private static final At[] AT = At.values();

  State copy() {
    return read(bytes());
  }

  private static byte bit(boolean set) {
    return (byte) (set ? 1 : 0);
  }
}
