package org.gatepost;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.signature.PrintableText;
import org.gatepost.signature.Verified;

/**
 * A request that passed the gate: genuine, fresh, and not processed before. It is made of a {@link
 * Verified}, which only verification makes, so whoever holds a delivery holds a genuine one.
 * Immutable and thread-safe.
 *
 * <p>Behind the filter it is the request attribute {@value #ATTRIBUTE}. Where it is taken from the
 * container's own request instead, past what the filter passes on, its headers must be asked for
 * before the filter returns, or {@link #keep} be called: later they throw {@link
 * IllegalStateException}, unless it has been called for somebody else.
 */
public final class Delivery {
  /** The name of the request attribute that holds the delivery. */
  public static final String ATTRIBUTE = "org.gatepost.Delivery";

  /**
   * The name under which the same attribute is had behind the filter without {@link #keep} being
   * called, by what needs no headers, and calls it before it shows the delivery to anybody.
   */
  public static final String PASSING_ATTRIBUTE = ATTRIBUTE + ".passing";

  // Source, type, key and id together are shorter.
  private static final int MAX_SHOWN = 2_000;

  private final String source;
  private final Verified verified;
  private final Optional<String> key;
  private final Instant receivedAt;
  private final int attempt;

  private Delivery(
      String source, Verified verified, Optional<String> key, Instant receivedAt, int attempt) {
    this.source = source;
    this.verified = verified;
    this.key = key;
    this.receivedAt = receivedAt;
    this.attempt = attempt;
  }

  /**
   * A delivery from a verified request.
   *
   * @param source the name of the source that verified it
   * @param verified the proof
   * @param key {@link Verified#key()}, computed once
   * @param receivedAt when the request came
   * @param attempt how often this delivery has been processed with this time, from 1
   * @return the delivery
   */
  public static Delivery of(
      String source, Verified verified, Optional<String> key, Instant receivedAt, int attempt) {
    return new Delivery(source, verified, key, receivedAt, attempt);
  }

  /** {@return the configured sender: the name of the filter} */
  public String source() {
    return source;
  }

  /**
   * {@return the sender's own id of the delivery, at most 255 characters; empty if it gives none}.
   * Some senders do not sign it (GitHub's {@code X-GitHub-Delivery}): to recognize a delivery, use
   * {@link #key()}.
   */
  public Optional<String> id() {
    return verified.id();
  }

  /**
   * {@return what makes this delivery the same as another of its source: the id if the signature
   * covers it, else {@code sha256:} and a digest in hex; empty if this sender repeats identical
   * requests on purpose}
   */
  public Optional<String> key() {
    return key;
  }

  /**
   * {@return the event's type, such as {@code issues.opened}, at most 255 characters; empty if the
   * sender names none}
   */
  public String type() {
    return verified.type();
  }

  /** {@return when the sender says it signed; empty if it signs no time} */
  public Optional<Instant> signedAt() {
    return verified.signedAt();
  }

  /** {@return when the request came, by the filter's clock} */
  public Instant receivedAt() {
    return receivedAt;
  }

  /**
   * {@return how often this delivery has been given to the application, this time included: 1
   * unless an earlier one failed}
   */
  public int attempt() {
    return attempt;
  }

  /** {@return the label of the secret that matched, never its value} */
  public String secretLabel() {
    return verified.secretLabel();
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
    return isHidden(name) ? List.of() : verified.request().headers(name);
  }

  /** {@return the names of all headers that {@link #headers} gives values of, in order} */
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : verified.request().headerNames()) {
      if (!isHidden(name)) {
        names.add(name);
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private boolean isHidden(String headerName) {
    return verified.isSignatureHeader(headerName) || Credentials.mayBeIn(headerName);
  }

  /**
   * The first value of a header.
   *
   * @param name the header's name, in any case
   * @return the first of {@link #headers}, empty if there is none
   */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
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
    return verified.form();
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
    return verified.formJson();
  }

  /**
   * Lets the delivery outlive its request: reads what of the headers is yet to be read. Whoever is
   * given the delivery as request attribute behind the filter, or by CDI, need not call it, as it
   * has been called; calling it again does nothing.
   */
  public void keep() {
    verified.request().keep();
  }

  /** {@return the body, byte for byte as received: a copy at each call} */
  public byte[] body() {
    return verified.request().body().clone();
  }

  /**
   * The body as text, without a copy of its bytes being made.
   *
   * @param charset how it is read; what that has no character for becomes the one it replaces such
   *     by
   * @return the text
   */
  public String body(Charset charset) {
    return new String(verified.request().body(), charset);
  }

  /**
   * Source, type and key, and the id if it is another, fit for one line of a log; nothing of
   * headers and body.
   */
  @Override
  public String toString() {
    String other = id().filter(id -> !key.equals(Optional.of(id))).map(", id="::concat).orElse("");
    String known = "source=" + source + ", type=" + type() + ", key=" + key.orElse("none") + other;
    String text = "Delivery[" + known + "]";
    // A sender may let its users choose parts of ids: none of them must be able to write a line of
    // its own.
    return PrintableText.of(text, MAX_SHOWN);
  }
}
