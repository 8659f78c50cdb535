package org.gatepost.interop;

import java.time.Clock;
import java.time.Instant;
import java.util.StringJoiner;
import org.gatepost.interop.peer.Peer;
import org.gatepost.interop.peer.Row;
import org.gatepost.signature.OutgoingRequest;

/**
 * What both sides said of each other's requests.
 *
 * @param row the request
 * @param here what Gatepost says of the package's signature
 * @param there what the package says of Gatepost's
 */
record Played(Row row, String here, String there) {
  private static final String DISAGREES = "no: ";

  static Played play(Peer peer, Clock clock) {
    Row row = peer.row();
    Gatepost gatepost = new Gatepost(row);
    String here = "no signer";
    if (peer.signs()) {
      OutgoingRequest signed = peer.sign(clock.instant());
      Instant now = clock.instant();
      here = opinion(gatepost.refusal(signed, now), gatepost.refusal(row.change().of(signed), now));
    }
    String there = "no verifier";
    if (peer.verifies()) {
      OutgoingRequest signed = gatepost.sign(clock.instant());
      there = opinion(peer.refusal(signed), peer.refusal(row.change().of(signed)));
    }
    return new Played(row, here, there);
  }

  private static String opinion(String ofGenuine, String ofForgery) {
    if (!ofGenuine.isEmpty()) {
      return DISAGREES + "refuses a genuine request: " + ofGenuine;
    }
    return ofForgery.isEmpty() ? DISAGREES + "takes a forgery" : "yes";
  }

  /** {@return what is wrong with this row, or empty if it is as expected} */
  String unexpected() {
    boolean disagrees = here.startsWith(DISAGREES) || there.startsWith(DISAGREES);
    if (disagrees == row.knownFault().isEmpty()) {
      return row.preset() + " and " + row.library() + ": " + here + ", " + there;
    }
    return "";
  }

  /** {@return this row of the table} */
  String line() {
    StringJoiner notes = new StringJoiner(". ");
    if (!row.note().isEmpty()) {
      notes.add(row.note());
    }
    if (!row.change().header().isEmpty()) {
      notes.add("the header `" + row.change().header() + "` is changed");
    }
    if (!row.knownFault().isEmpty()) {
      notes.add(row.knownFault());
    }
    return "| `%s` | `%s` | %s | %s | %s | %s |"
        .formatted(row.preset(), row.library(), row.version(), cell(here), cell(there), notes);
  }

  private static String cell(String opinion) {
    return opinion.startsWith(DISAGREES) ? "no" : opinion;
  }
}
