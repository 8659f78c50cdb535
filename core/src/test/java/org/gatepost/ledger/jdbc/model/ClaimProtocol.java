package org.gatepost.ledger.jdbc.model;

import java.util.EnumSet;
import java.util.Set;
import org.gatepost.ledger.jdbc.model.State.At;
import org.gatepost.ledger.jdbc.model.State.Copy;
import org.gatepost.ledger.jdbc.model.State.Mishap;

/**
 * One delivery on PostgreSQL, whose copies are claimed by a lease, or in the transaction of its
 * only observer. Each step is a statement, a commit, an observer's work, an answer, or a mishap. A
 * step of the ledger's begins with the name of its statement, as {@code LedgerStatement} has it.
 *
 * <p>Left out: several deliveries in one ledger, XA, SERIALIZABLE, the time of leases and memories,
 * and claims whose answer was lost. A statement that would wait for another's row is not taken
 * until that is committed or rolled back. A dead node's transactions end later.
 */
final class ClaimProtocol implements Explorer.Protocol {
  static final String DOUBLED = "an observer's work is committed twice";
  static final String LIE = "the sender is told 200 for what has not taken effect";
  static final String BESIDE = "two copies are processed beside each other";
  static final String WAITS = "a statement waits for an observer that works";
  static final String AFTER_REJECTION = "work is committed of what was rejected";

  /** A part of the protocol that can be left out, to see what it is for. */
  enum Part {
    /** Claims in a transaction take the lock. */
    JOINED_LOCKS,
    /** Claims by a lease look whether somebody has the lock. */
    LEASE_LOOKS_AT_LOCK,
    /** What records a failure or a rejection looks whether somebody has the lock. */
    RECORDS_LOOK_AT_LOCK,
    /** Whoever takes over in a transaction looks at the lease. */
    JOINED_HONOURS_LEASE,
    /** Whoever takes over in a transaction gives a receipt that nobody has given. */
    JOINED_GIVES_RECEIPT,
    /** Deliveries have a unique key, which the row that is inserted in a transaction lives by. */
    ROW_KEY,
    /** What records a failure leaves alone what is finished. */
    FAILURE_LEAVES_FINISHED,
    /** Receipts and completions look at the token. */
    TOKEN_FENCES,
    /** Receipts have a unique key. */
    RECEIPT_KEY,
    /** A receipt holds the row of its delivery. */
    RECEIPT_HOLDS_ROW,
    /** The database writes its log in order. */
    LOG_IN_ORDER,
    /** The lease of a holder that is gone runs out. */
    LEASE_ENDS
  }

  private final String places;
  private final int observers;
  private final boolean repeatableRead;
  private final Set<Part> parts;
  private final byte[] mishaps;

  /**
   * A protocol.
   *
   * @param places a letter for each request that can be under way at once, and its node: {@code J1}
   *     claims in a transaction if that can be, {@code L2} by a lease
   * @param left out what is left out
   */
  ClaimProtocol(
      String places, int observers, boolean repeatableRead, Set<Part> leftOut, byte... mishaps) {
    this.places = places;
    this.observers = observers;
    this.repeatableRead = repeatableRead;
    this.parts = EnumSet.complementOf(EnumSet.noneOf(Part.class));
    this.parts.removeAll(leftOut);
    this.mishaps = mishaps;
  }

  private int count() {
    return (places.length() + 1) / 3;
  }

  private boolean mayJoin(int copy) {
    return places.charAt(3 * copy) == 'J' && observers == 1;
  }

  private int node(int copy) {
    return places.charAt(3 * copy + 1) - '0';
  }

  private String name(int copy) {
    return " (copy " + (copy + 1) + " on node " + node(copy) + ")";
  }

  private boolean has(Part part) {
    return parts.contains(part);
  }

  private byte all() {
    return (byte) ((1 << observers) - 1);
  }

  @Override
  public State initial() {
    State state = new State(count());
    System.arraycopy(mishaps, 0, state.left, 0, mishaps.length);
    return state;
  }

  @Override
  public boolean isGoal(State state) {
    return state.answered && isDone(state);
  }

  /** Whether each observer's work is committed, or it has rejected the delivery. */
  private boolean isDone(State state) {
    for (int o = 0; o < observers; o++) {
      if (state.effects[o] == 0 && (state.rejected >> o & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void next(State state, Explorer steps) {
    send(state, steps);
    for (int i = 0; i < state.copies.length; i++) {
      process(state, i, steps);
    }
    nodesDie(state, steps);
    databaseCrashes(state, steps);
    connectionsAreCut(state, steps);
    leaseRunsOut(state, steps);
    forgets(state, steps);
  }

  private void send(State state, Explorer steps) {
    for (int i = 0; i < state.copies.length && !state.answered; i++) {
      boolean first = state.copies[i].at == At.IDLE;
      for (int j = 0; j < i; j++) {
        // Of equal places that are free the first is taken.
        first &= state.copies[j].at != At.IDLE || !sameKind(i, j);
      }
      if (first) {
        State next = state.copy();
        next.copies[i].todo = all();
        next.copies[i].at = mayJoin(i) ? At.JOINED_BEGIN : At.INSERT;
        steps.step("the sender sends" + name(i), next);
      }
    }
  }

  private boolean sameKind(int one, int other) {
    return node(one) == node(other) && mayJoin(one) == mayJoin(other);
  }

  private boolean isLocked(State state, int by) {
    for (int j = 0; j < state.copies.length; j++) {
      if (j != by && state.copies[j].lock) {
        return true;
      }
    }
    return false;
  }

  /** Whether another has inserted the row and not committed that: an insert waits for it. */
  private boolean isComing(State state, int by, Explorer steps, String statement) {
    return isHeld(state, by, steps, statement, true);
  }

  /** Whether another has changed the row, or holds it, and not committed that. */
  private boolean isHeld(State state, int by, Explorer steps, String statement) {
    return isHeld(state, by, steps, statement, false);
  }

  private boolean isHeld(State state, int by, Explorer steps, String statement, boolean coming) {
    boolean held = false;
    for (int j = 0; j < state.copies.length; j++) {
      Copy other = state.copies[j];
      if (j != by && (coming ? other.inserts : other.updates)) {
        held = true;
        if (other.at == At.WORK) {
          steps.broken(WAITS, statement + name(by));
        }
      }
    }
    return held;
  }

  /**
   * Whether the holder of a claim waits for somebody who takes it over. It only does if the row is
   * its own as committed, so that it is late anyway.
   */
  private boolean isTaken(State state, int by) {
    Copy copy = state.copies[by];
    boolean matches =
        state.row && !state.finished && (state.token == copy.token || !has(Part.TOKEN_FENCES));
    boolean held = false;
    for (int j = 0; j < state.copies.length; j++) {
      held |= j != by && state.copies[j].updates;
    }
    return matches && held;
  }

  private boolean isBeingGiven(State state, int by, int observer) {
    for (int j = 0; j < state.copies.length; j++) {
      if (j != by && (state.copies[j].gives >> observer & 1) == 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasReceipt(State state, int observer) {
    return (state.receipts >> observer & 1) == 1;
  }

  private void see(State state, Copy copy) {
    copy.sawRow = state.row;
    copy.sawToken = state.row ? state.token : 0;
    copy.sawFinished = state.finished;
    copy.sawReceipts = state.receipts;
  }

  /** Whether the row has been changed since a transaction began. */
  private static boolean isBehind(State state, Copy copy) {
    return copy.sawRow != state.row
        || (state.row && (copy.sawToken != state.token || copy.sawFinished != state.finished));
  }

  private void process(State state, int i, Explorer steps) {
    switch (state.copies[i].at) {
      case JOINED_BEGIN -> joinedBegin(state, i, steps);
      case JOINED_INSERT -> joinedInsert(state, i, steps);
      case JOINED_TAKE -> joinedTake(state, i, steps);
      case JOINED_FAILURE -> joinedFailure(state, i, steps);
      case JOINED_REJECT -> joinedReject(state, i, steps);
      case INSERT -> insert(state, i, steps);
      case READ -> read(state, i, steps);
      case TAKE -> take(state, i, steps);
      case HAS_RECEIPT -> hasReceipt(state, i, steps);
      case BEGIN -> begin(state, i, steps);
      case WORK -> work(state, i, steps);
      case GIVE_RECEIPT -> giveReceipt(state, i, steps);
      case COMMIT -> commit(state, i, steps);
      case RELEASE -> release(state, i, steps);
      case COMPLETE -> complete(state, i, steps);
      case REJECT -> reject(state, i, steps);
      case SUCCESS -> succeed(state, i, steps);
      case ERROR -> {
        State next = state.copy();
        next.copies[i].clear();
        steps.step("answers 5xx" + name(i), next);
      }
      case DEAD -> dead(state, i, steps);
      case IDLE -> {}
    }
  }

  private void joinedBegin(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    copy.transaction = State.OPEN;
    copy.joined = true;
    see(next, copy);
    copy.at = At.JOINED_INSERT;
    steps.step("begins, by a snapshot that is older than the lock" + name(i), next);
  }

  /** Lock and insert are one statement; the index is looked at as it is now. */
  private void joinedInsert(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    if (isCut(next, i, steps, "joined.insert")) {
      return;
    }
    if (has(Part.JOINED_LOCKS)) {
      if (isLocked(state, i)) {
        byLease(next, i, steps, "joined.insert does not get the lock");
        return;
      }
      copy.lock = true;
    }
    if (has(Part.ROW_KEY) && isComing(state, i, steps, "joined.insert")) {
      return;
    }
    if (!state.row) {
      copy.inserts = true;
      copy.finishes = true;
      copy.token = next.fresh();
      startWork(state, next, i, steps, "joined.insert inserts the row, and calls the observer");
    } else if (repeatableRead && !copy.sawRow) {
      byLease(next, i, steps, "joined.insert cannot serialize");
    } else {
      copy.at = At.JOINED_TAKE;
      steps.step("joined.insert finds a row" + name(i), next);
    }
  }

  private void joinedTake(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    if (isCut(next, i, steps, "joined.take")) {
      return;
    }
    boolean leased = repeatableRead ? state.leased && !isBehind(state, copy) : state.leased;
    boolean may = state.row && !state.finished && !(leased && has(Part.JOINED_HONOURS_LEASE));
    if (repeatableRead && isBehind(state, copy)) {
      byLease(next, i, steps, "joined.take cannot serialize");
      return;
    }
    if (!may) {
      byLease(next, i, steps, "joined.take finds a lease in force, or the end");
      return;
    }
    if (isHeld(state, i, steps, "joined.take")) {
      return;
    }
    if (has(Part.JOINED_GIVES_RECEIPT)) {
      if (isBeingGiven(state, i, 0) && has(Part.RECEIPT_KEY)) {
        return;
      }
      if (hasReceipt(state, 0) && has(Part.RECEIPT_KEY)) {
        byLease(next, i, steps, "joined.take finds the receipt");
        return;
      }
      copy.gives = 1;
    }
    copy.updates = true;
    copy.finishes = true;
    copy.token = next.fresh();
    startWork(state, next, i, steps, "joined.take takes it over, and calls the observer");
  }

  /** Whether the connection is gone: then the delivery is asked for by a lease. */
  private boolean isCut(State next, int i, Explorer steps, String statement) {
    boolean cut = next.copies[i].cut;
    if (cut) {
      byLease(next, i, steps, statement + " finds its connection gone");
    }
    return cut;
  }

  private void byLease(State next, int i, Explorer steps, String label) {
    Copy copy = next.copies[i];
    copy.end();
    copy.cut = false;
    copy.joined = false;
    copy.token = 0;
    copy.at = At.INSERT;
    steps.step(label + name(i), next);
  }

  private void startWork(State before, State next, int i, Explorer steps, String label) {
    Copy copy = next.copies[i];
    copy.at = At.WORK;
    for (int j = 0; j < before.copies.length; j++) {
      if (j != i && isAtWork(before, j) && !before.copies[j].cut) {
        steps.broken(BESIDE, label + name(i));
      }
    }
    steps.step(label + name(i), next);
  }

  /** Whether a copy's observer works, and its claim has not passed to another. */
  private boolean isAtWork(State state, int i) {
    Copy copy = state.copies[i];
    boolean holds = copy.joined || (state.row && state.token == copy.token && state.leased);
    return copy.at == At.WORK && holds;
  }

  private void joinedFailure(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    copy.end();
    copy.at = At.ERROR;
    if (has(Part.RECORDS_LOOK_AT_LOCK) && isLocked(state, i)) {
      steps.step("joined.countFailure leaves it to the copy that has the lock" + name(i), next);
      return;
    }
    if (isComing(state, i, steps, "joined.countFailure")
        || isHeld(state, i, steps, "joined.countFailure")) {
      return;
    }
    if (!state.row) {
      next.row = true;
      next.token = next.fresh();
      next.attempts = 1;
      next.finished = false;
      next.leased = false;
      next.volatileRow = true;
    } else if ((!state.finished && !state.leased) || !has(Part.FAILURE_LEAVES_FINISHED)) {
      next.token = next.fresh();
      next.attempts = (byte) Math.min(2, state.attempts + 1);
      next.finished = false;
      next.volatileRow = false;
    }
    steps.step("joined.countFailure" + name(i), next);
  }

  private void joinedReject(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    copy.end();
    if (has(Part.RECORDS_LOOK_AT_LOCK) && isLocked(state, i)) {
      copy.at = state.finished ? At.SUCCESS : At.ERROR;
      steps.step("joined.reject leaves it to the copy that has the lock" + name(i), next);
      return;
    }
    if (isComing(state, i, steps, "joined.reject") || isHeld(state, i, steps, "joined.reject")) {
      return;
    }
    if (!state.row || (!state.finished && !state.leased)) {
      next.row = true;
      next.token = next.fresh();
      next.attempts = (byte) Math.min(2, state.attempts + 1);
      next.finished = true;
      next.leased = false;
      next.rejected = 1;
      settled(next);
      copy.at = At.SUCCESS;
    } else {
      copy.at = state.finished ? At.SUCCESS : At.ERROR;
    }
    steps.step("joined.reject" + name(i), next);
  }

  /** A commit that waits for the disk, and for all that was committed before. */
  private void settled(State next) {
    next.volatileRow = next.volatileRow && !has(Part.LOG_IN_ORDER);
  }

  private void insert(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    if (has(Part.LEASE_LOOKS_AT_LOCK) && isLocked(state, i)) {
      copy.at = At.READ;
      steps.step("insert finds the lock taken" + name(i), next);
      return;
    }
    if (isComing(state, i, steps, "insert")) {
      return;
    }
    if (state.row) {
      copy.at = At.READ;
      steps.step("insert finds a row" + name(i), next);
      return;
    }
    next.row = true;
    next.token = next.fresh();
    copy.token = next.token;
    next.attempts = 1;
    next.finished = false;
    next.leased = true;
    next.volatileRow = true;
    copy.at = At.BEGIN;
    steps.step("insert claims it" + name(i), next);
  }

  private void read(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    String what;
    if (state.row && state.finished) {
      copy.at = At.SUCCESS;
      what = "read finds it finished";
    } else if (!state.row || state.leased) {
      copy.at = At.ERROR;
      what = "read finds it busy";
    } else {
      copy.token = state.token;
      copy.at = At.TAKE;
      what = "read finds no lease in force";
    }
    steps.step(what + name(i), next);
  }

  private void take(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    if (has(Part.LEASE_LOOKS_AT_LOCK) && isLocked(state, i)) {
      copy.clear();
      copy.at = At.ERROR;
      steps.step("take finds the lock taken" + name(i), next);
      return;
    }
    if (isHeld(state, i, steps, "take")) {
      return;
    }
    if (state.row && state.token == copy.token && !state.finished) {
      next.token = next.fresh();
      copy.token = next.token;
      next.leased = true;
      next.attempts = 2;
      settled(next);
      copy.at = At.HAS_RECEIPT;
      steps.step("take takes it over" + name(i), next);
    } else {
      copy.clear();
      copy.at = At.ERROR;
      steps.step("take finds another token" + name(i), next);
    }
  }

  private void hasReceipt(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    copy.todo = (byte) (state.row && state.finished ? 0 : all() & ~state.receipts);
    copy.at = At.BEGIN;
    steps.step("hasReceipt" + name(i), next);
  }

  private void begin(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    if (copy.todo == 0) {
      copy.at = copy.failed ? At.RELEASE : At.COMPLETE;
      steps.step("all observers have ended" + name(i), next);
      return;
    }
    copy.observer = (byte) Integer.numberOfTrailingZeros(copy.todo);
    copy.transaction = State.OPEN;
    see(next, copy);
    boolean mine = state.row && state.token == copy.token && state.leased;
    if (mine) {
      startWork(state, next, i, steps, "begins, and calls an observer");
    } else {
      // Its claim has passed to another, and it does not know.
      copy.at = At.WORK;
      steps.step("begins, though its claim has passed" + name(i), next);
    }
  }

  private void work(State state, int i, Explorer steps) {
    State done = state.copy();
    Copy copy = done.copies[i];
    copy.at = copy.joined ? At.COMMIT : At.GIVE_RECEIPT;
    if (copy.joined && !copy.cut) {
      copy.transaction = State.COMMITTING;
    }
    steps.step("the observer returns" + name(i), done);
    may(
        state,
        Mishap.OBSERVER_THROWS,
        failed -> {
          Copy thrower = failed.copies[i];
          thrower.end();
          thrower.cut = false;
          fail(thrower);
          steps.mishap("the observer throws" + name(i), failed);
        });
    may(
        state,
        Mishap.OBSERVER_REJECTS,
        rejected -> {
          Copy rejecter = rejected.copies[i];
          rejecter.end();
          rejecter.cut = false;
          rejecter.at = rejecter.joined ? At.JOINED_REJECT : At.REJECT;
          steps.mishap("the observer rejects" + name(i), rejected);
        });
  }

  private interface Change {
    void of(State next);
  }

  private static void may(State state, Mishap mishap, Change change) {
    if (state.left[mishap.ordinal()] > 0) {
      State next = state.copy();
      next.left[mishap.ordinal()]--;
      change.of(next);
    }
  }

  private static void fail(Copy copy) {
    copy.failed = true;
    copy.todo &= (byte) ~(1 << copy.observer);
    copy.at = copy.joined ? At.JOINED_FAILURE : At.BEGIN;
  }

  /** By itself, or for the last of all observers with the completion, which is {@code finish}. */
  private void giveReceipt(State state, int i, Explorer steps) {
    State next = state.copy();
    Copy copy = next.copies[i];
    int observer = copy.observer;
    boolean last = !copy.failed && copy.todo == 1 << observer;
    String statement = last ? "finish" : "giveReceipt";
    if (copy.cut) {
      copy.cut = false;
      fail(copy);
      steps.step(statement + " finds its connection gone" + name(i), next);
      return;
    }
    boolean holds = last || has(Part.RECEIPT_HOLDS_ROW);
    if (holds && isTaken(state, i)) {
      return;
    }
    boolean inForce =
        state.row && !state.finished && (state.token == copy.token || !has(Part.TOKEN_FENCES));
    if (repeatableRead && holds && isBehind(state, copy)) {
      inForce = false;
    }
    if (repeatableRead && !holds) {
      inForce = copy.sawRow && !copy.sawFinished && copy.sawToken == copy.token;
    }
    if (has(Part.RECEIPT_KEY) && inForce) {
      if (isBeingGiven(state, i, observer)) {
        return;
      }
      inForce = !hasReceipt(state, observer);
    }
    if (!inForce) {
      copy.end();
      copy.at = At.RELEASE;
      steps.step(statement + " finds the claim passed, or the receipt given" + name(i), next);
      return;
    }
    copy.gives = (byte) (1 << observer);
    copy.updates = holds;
    copy.finishes = last;
    copy.transaction = State.COMMITTING;
    copy.at = At.COMMIT;
    steps.step(statement + ", and the commit is sent" + name(i), next);
  }

  private void commit(State state, int i, Explorer steps) {
    Copy before = state.copies[i];
    if (before.transaction == State.NONE || before.cut) {
      State next = state.copy();
      Copy copy = next.copies[i];
      copy.end();
      copy.cut = false;
      fail(copy);
      steps.step("the commit finds its transaction gone" + name(i), next);
      return;
    }
    State next = state.copy();
    if (committed(next, i, steps)) {
      Copy copy = next.copies[i];
      boolean finishes = copy.finishes;
      copy.end();
      copy.todo &= (byte) ~(1 << copy.observer);
      copy.at = finishes ? At.SUCCESS : At.BEGIN;
      steps.step("commits" + name(i), next);
    }
    may(
        state,
        Mishap.ANSWER_LOST,
        lost -> {
          if (committed(lost, i, steps)) {
            lost.copies[i].end();
            fail(lost.copies[i]);
            steps.mishap("commits, and does not hear of it" + name(i), lost);
          }
        });
    may(
        state,
        Mishap.ANSWER_LOST,
        undone -> {
          undone.copies[i].end();
          fail(undone.copies[i]);
          steps.mishap("the commit fails" + name(i), undone);
        });
  }

  /** What a commit makes of the tables; false if it broke a promise. */
  private boolean committed(State next, int i, Explorer steps) {
    Copy copy = next.copies[i];
    if (copy.inserts) {
      next.row = true;
      next.token = copy.token;
      next.attempts = 1;
      next.finished = true;
      next.leased = false;
    } else if (copy.finishes) {
      next.finished = true;
      next.leased = false;
      if (copy.joined) {
        next.token = copy.token;
      }
    }
    next.receipts |= copy.gives;
    settled(next);
    int observer = copy.observer;
    next.effects[observer]++;
    if (next.effects[observer] > 1) {
      steps.broken(DOUBLED, "commits" + name(i));
      return false;
    }
    if ((next.rejected >> observer & 1) == 1) {
      steps.broken(AFTER_REJECTION, "commits" + name(i));
      return false;
    }
    return true;
  }

  private void release(State state, int i, Explorer steps) {
    if (isTaken(state, i)) {
      return;
    }
    State next = state.copy();
    Copy copy = next.copies[i];
    if (state.row && state.token == copy.token && !state.finished) {
      next.token = next.fresh();
      next.leased = false;
      settled(next);
    }
    copy.clear();
    copy.at = At.ERROR;
    steps.step("release" + name(i), next);
  }

  private void complete(State state, int i, Explorer steps) {
    if (isTaken(state, i)) {
      return;
    }
    State next = state.copy();
    Copy copy = next.copies[i];
    boolean inForce = state.row && state.token == copy.token && !state.finished;
    if (inForce) {
      next.finished = true;
      next.leased = false;
      settled(next);
    }
    copy.clear();
    copy.at = inForce ? At.SUCCESS : At.ERROR;
    steps.step("complete" + name(i), next);
  }

  /** The receipt of an observer that has rejected the delivery, by a commit of its own. */
  private void reject(State state, int i, Explorer steps) {
    if (isTaken(state, i)) {
      return;
    }
    State next = state.copy();
    Copy copy = next.copies[i];
    boolean inForce = state.row && state.token == copy.token && !state.finished;
    if (inForce && isBeingGiven(state, i, copy.observer)) {
      return;
    }
    if (inForce && !hasReceipt(state, copy.observer)) {
      next.receipts |= (byte) (1 << copy.observer);
      next.rejected |= (byte) (1 << copy.observer);
      settled(next);
      copy.todo &= (byte) ~(1 << copy.observer);
      copy.at = At.BEGIN;
    } else {
      copy.at = At.RELEASE;
    }
    steps.step("giveReceipt of what was rejected" + name(i), next);
  }

  private void succeed(State state, int i, Explorer steps) {
    if (!isDone(state)) {
      steps.broken(LIE, "answers 200" + name(i));
      return;
    }
    State next = state.copy();
    next.copies[i].clear();
    next.answered = true;
    steps.step("answers 200" + name(i), next);
    may(
        state,
        Mishap.ANSWER_LOST,
        lost -> {
          lost.copies[i].clear();
          steps.mishap("answers 200, and that is lost" + name(i), lost);
        });
  }

  private void dead(State state, int i, Explorer steps) {
    State gone = state.copy();
    gone.copies[i].clear();
    steps.step("the database rolls back what a dead node had open" + name(i), gone);
    if (state.copies[i].transaction == State.COMMITTING) {
      State late = state.copy();
      if (committed(late, i, steps)) {
        late.copies[i].clear();
        steps.step("the database commits what a dead node had sent" + name(i), late);
      }
    }
  }

  private void nodesDie(State state, Explorer steps) {
    for (int dying = 1; dying <= 2; dying++) {
      int node = dying;
      may(
          state,
          Mishap.NODE_DIES,
          next -> {
            boolean any = false;
            for (int i = 0; i < next.copies.length; i++) {
              Copy copy = next.copies[i];
              if (node(i) == node && copy.at != At.IDLE && copy.at != At.DEAD) {
                any = true;
                if (copy.transaction == State.NONE) {
                  copy.clear();
                } else {
                  copy.at = At.DEAD;
                }
              }
            }
            if (any) {
              steps.mishap("node " + node + " dies", next);
            }
          });
    }
  }

  private void databaseCrashes(State state, Explorer steps) {
    may(
        state,
        Mishap.DATABASE_CRASHES,
        next -> {
          for (Copy copy : next.copies) {
            boolean open = copy.transaction != State.NONE;
            if (open && copy.at == At.DEAD) {
              copy.clear();
            } else if (open) {
              copy.end();
              copy.cut = true;
            } else if (copy.at == At.WORK) {
              copy.cut = true;
            }
          }
          if (next.volatileRow) {
            State forgets = next.copy();
            forgets.row = false;
            forgets.token = 0;
            forgets.attempts = 0;
            forgets.finished = false;
            forgets.leased = false;
            forgets.volatileRow = false;
            steps.mishap("the database crashes, and forgets the row", forgets);
          }
          next.volatileRow = false;
          steps.mishap("the database crashes", next);
        });
  }

  private void connectionsAreCut(State state, Explorer steps) {
    for (int cut = 0; cut < state.copies.length; cut++) {
      int i = cut;
      if (state.copies[i].transaction != State.NONE && state.copies[i].at != At.DEAD) {
        may(
            state,
            Mishap.CONNECTION_CUT,
            next -> {
              next.copies[i].end();
              next.copies[i].cut = true;
              steps.mishap("the connection is cut" + name(i), next);
            });
      }
    }
  }

  private void leaseRunsOut(State state, Explorer steps) {
    if (!state.row || !state.leased || state.finished) {
      return;
    }
    boolean alive = false;
    for (Copy copy : state.copies) {
      boolean present = copy.at != At.IDLE && copy.at != At.DEAD && copy.at != At.TAKE;
      alive |= present && copy.token == state.token;
    }
    if (alive) {
      may(
          state,
          Mishap.LEASE_RUNS_OUT,
          next -> {
            next.leased = false;
            steps.mishap("the lease runs out under its holder", next);
          });
    } else if (has(Part.LEASE_ENDS)) {
      State next = state.copy();
      next.leased = false;
      steps.step("the lease of a holder that is gone runs out", next);
    }
  }

  /** Of what was never finished, and has no receipt: what has one may run again afterwards. */
  private void forgets(State state, Explorer steps) {
    boolean free = state.row && !state.finished && !state.leased && state.receipts == 0;
    for (Copy copy : state.copies) {
      free &= !copy.inserts && !copy.updates;
    }
    if (free) {
      may(
          state,
          Mishap.FORGOTTEN,
          next -> {
            next.row = false;
            next.token = 0;
            next.attempts = 0;
            next.volatileRow = false;
            steps.mishap("forgetDelivery", next);
          });
    }
  }
}
