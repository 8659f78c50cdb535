package org.gatepost;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.internal.PrintableText;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;
import org.gatepost.signature.internal.format.FormBody;

/**
 * A request that passed the gate: genuine, fresh, and not processed before. It is made of a {@link
 * Verified}, which only verification makes, so whoever holds a delivery holds a genuine one.
 * Immutable and thread-safe.
 *
 * <p>It holds values only, and lives for as long as somebody holds it. Behind the filter it is the
 * request attribute {@value #ATTRIBUTE} of the request that the filter passes on.
 */
public final class Delivery {
  /** The name of the request attribute that holds the delivery. */
  public static final String ATTRIBUTE = "org.gatepost.Delivery";

  private static final int USUAL_HEADERS = 16;
  // Source, type, key and id together are shorter.
  private static final int MAX_SHOWN = 2_000;

  private final StoredDelivery values;

  Delivery(StoredDelivery values) {
    this.values = values;
  }

  /**
   * A delivery from a verified request, of which all that is shown is copied now, but for the body.
   *
   * @param source the name of the source that verified it
   * @param verified the proof; that of a {@link VerifiedEvent} gives the event as a delivery
   * @param key {@link Verified#key()}, computed once
   * @param receivedAt when the request came
   * @param attempt how often this delivery has been processed with this time, from 1
   * @return the delivery
   */
  public static Delivery of(
      String source, Verified verified, Optional<String> key, Instant receivedAt, int attempt) {
    if (verified instanceof VerifiedEvent event) {
      Verified whole = event.whole();
      StoredDelivery all = values(source, whole, whole.key(), receivedAt, attempt);
      return new Delivery(all.event(event.index(), attempt));
    }
    return new Delivery(values(source, verified, key, receivedAt, attempt));
  }

  private static StoredDelivery values(
      String source, Verified verified, Optional<String> key, Instant receivedAt, int attempt) {
    return new StoredDelivery(
        source,
        verified.id(),
        key,
        verified.type(),
        verified.signedAt(),
        receivedAt,
        attempt,
        verified.secretLabel(),
        shown(verified),
        verified.jsonField(),
        verified.request().body(),
        events(verified),
        StoredDelivery.WHOLE);
  }

  private static List<StoredEvent> events(Verified verified) {
    List<VerifiedEvent> events = verified.events();
    if (events.isEmpty()) {
      return List.of();
    }
    List<StoredEvent> stored = new ArrayList<>(events.size());
    for (VerifiedEvent event : events) {
      stored.add(new StoredEvent(event.id(), event.key(), event.type(), event.from(), event.to()));
    }
    return stored;
  }

  private static List<String> shown(Verified verified) {
    List<String> lines = new ArrayList<>(2 * USUAL_HEADERS);
    for (String name : verified.request().headerNames()) {
      if (!verified.isSignatureHeader(name) && !Credentials.mayBeIn(name)) {
        for (String value : verified.request().headers(name)) {
          lines.add(name);
          lines.add(value);
        }
      }
    }
    return lines;
  }

  /** This delivery's values, to be stored. */
  StoredDelivery values() {
    return values;
  }

  /** {@return the configured sender: the name of the filter} */
  public String source() {
    return values.source();
  }

  /**
   * {@return the sender's own id of the delivery, at most 255 characters; empty if it gives none}.
   * Some senders do not sign it (GitHub's {@code X-GitHub-Delivery}): to recognize a delivery, use
   * {@link #key()}.
   */
  public Optional<String> id() {
    return values.id();
  }

  /**
   * {@return what makes this delivery the same as another of its source: the id if the signature
   * covers it, else {@code sha256:} and a digest in hex; empty if this sender repeats identical
   * requests on purpose}
   */
  public Optional<String> key() {
    return values.key();
  }

  /**
   * {@return the event's type, such as {@code issues.opened}, at most 255 characters; empty if the
   * sender names none}
   */
  public String type() {
    return values.type();
  }

  /** {@return when the sender says it signed; empty if it signs no time} */
  public Optional<Instant> signedAt() {
    return values.signedAt();
  }

  /** {@return when the request came, by the filter's clock} */
  public Instant receivedAt() {
    return values.receivedAt();
  }

  /**
   * {@return how often this delivery has been given to the application, this time included: 1
   * unless an earlier one failed}
   */
  public int attempt() {
    return values.attempt();
  }

  /** {@return the label of the secret that matched, never its value} */
  public String secretLabel() {
    return values.secretLabel();
  }

  /**
   * The values of a header in the order received.
   *
   * @param name the header's name, in any case
   * @return none if the header is absent, holds the signature, or is by its name one that may hold
   *     a signature or credential of anyone: {@code Authorization}, {@code Cookie}, {@code
   *     X-Api-Key}, whatever has {@code Signature}, {@code Token} or {@code Secret} in it
   */
  public List<String> headers(String name) {
    List<String> lines = values.headers();
    List<String> found = new ArrayList<>();
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 2)) {
      found.add(lines.get(i + 1));
    }
    return List.copyOf(found);
  }

  /** Where the next line of that name is, or -1. Of few lines fewer still are asked for. */
  private int indexOf(String name, int from) {
    List<String> lines = values.headers();
    for (int i = from; i < lines.size(); i += 2) {
      if (lines.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** {@return the names of all headers that {@link #headers} gives values of, in order} */
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < values.headers().size(); i += 2) {
      names.add(values.headers().get(i));
    }
    return Collections.unmodifiableSet(names);
  }

  /**
   * The first value of a header.
   *
   * @param name the header's name, in any case
   * @return the first of {@link #headers}, empty if there is none
   */
  public Optional<String> header(String name) {
    int first = indexOf(name, 0);
    return first < 0 ? Optional.empty() : Optional.of(values.headers().get(first + 1));
  }

  /** {@return the declared media type of the body, with its parameters; empty if there is none} */
  public Optional<String> contentType() {
    return header("Content-Type");
  }

  /**
   * The fields of the form in the body (GitHub's {@code payload}, Slack's commands).
   *
   * @return the values by name, as they were sent; empty if the body is no form by its content
   *     type, or begins as JSON does
   * @throws org.gatepost.signature.UnclearRequestException if the form has a broken escape, is not
   *     UTF-8, or has more than 10,000 fields
   */
  public Optional<Map<String, List<String>>> form() {
    return FormBody.fields(headers("Content-Type"), values.body());
  }

  /**
   * The JSON in the form in the body: the field that the scheme's {@code json-field} names, such as
   * GitHub's {@code payload}.
   *
   * @return the field's value; empty if the body is no form, or has no such field
   * @throws org.gatepost.signature.UnclearRequestException as {@link #form} does, or if the field
   *     is there twice
   */
  public Optional<String> formJson() {
    return values.jsonField().isEmpty()
        ? Optional.empty()
        : FormBody.only(values.jsonField(), headers("Content-Type"), values.body());
  }

  /**
   * The events that the delivery holds, each as a delivery of its own: with its own id, key, type
   * and {@link #event}, and with the headers and the body of the whole.
   *
   * @return in the order in which they stand in the body; this delivery alone if it is one event
   */
  public List<Delivery> events() {
    if (values.events().isEmpty() || values.index() != StoredDelivery.WHOLE) {
      return List.of(this);
    }
    List<Delivery> events = new ArrayList<>(values.events().size());
    for (int i = 0; i < values.events().size(); i++) {
      events.add(event(i, attempt()));
    }
    return List.copyOf(events);
  }

  /**
   * One of the events that the delivery holds.
   *
   * @param place which of them, from 0
   * @param claimed what its {@link #attempt} is
   * @return the event as a delivery
   * @throws IndexOutOfBoundsException if there is no such event
   */
  public Delivery event(int place, int claimed) {
    return new Delivery(values.event(place, claimed));
  }

  /**
   * {@return the place of this event among those that came in the same request, from 0; 0 also of a
   * delivery that holds several}
   */
  public int index() {
    return Math.max(0, values.index());
  }

  /** {@return how many events came in the request, this one included: at least 1} */
  public int number() {
    return Math.max(1, values.events().size());
  }

  /**
   * {@return the JSON of this event alone, byte for byte as received, where the request holds
   * several; the whole body where it is one event. A copy at each call}
   */
  public byte[] event() {
    if (values.index() == StoredDelivery.WHOLE) {
      return body();
    }
    StoredEvent event = values.events().get(values.index());
    byte[] json =
        formJson().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(values.body());
    return Arrays.copyOfRange(json, event.from(), event.to());
  }

  /** {@return the body, byte for byte as received: a copy at each call} */
  public byte[] body() {
    return values.body().clone();
  }

  /**
   * The body as text, without a copy of its bytes being made.
   *
   * @param charset how it is read; what that has no character for becomes the one it replaces such
   *     by
   * @return the text
   */
  public String body(Charset charset) {
    return new String(values.body(), charset);
  }

  /**
   * Source, type and key, and the id if it is another, fit for one line of a log; nothing of
   * headers and body.
   */
  @Override
  public String toString() {
    return values.toString();
  }

  /**
   * What names a delivery in one line of a log.
   *
   * @param source as in {@link #source}
   * @param type as in {@link #type}
   * @param key as in {@link #key}
   * @param id as in {@link #id}
   * @return the text, fit for one line
   */
  public static String text(String source, String type, Optional<String> key, Optional<String> id) {
    String other =
        id.filter(some -> !key.equals(Optional.of(some))).map(", id="::concat).orElse("");
    String known = "source=" + source + ", type=" + type + ", key=" + key.orElse("none") + other;
    // A sender may let its users choose parts of ids: none of them must be able to write a line of
    // its own.
    return PrintableText.of("Delivery[" + known + "]", MAX_SHOWN);
  }
}
