package org.gatepost.signature.internal.scheme;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.JsonText;
import org.gatepost.signature.internal.format.MultipartForm;
import org.gatepost.signature.internal.format.SeparatedText;

/**
 * A place in a request that a scheme points to, written between braces. Immutable.
 *
 * @param kind the kind of place
 * @param names for headers the names to look under, the first that is there counts; for body fields
 *     and claims the tokens of the JSON pointer; for other places that have a name that name, else
 *     empty
 */
public record Reference(Kind kind, List<String> names) implements Template.Part {

  /** The kinds of places. */
  public enum Kind {
    /** {@code {header:NAME}}, or {@code {header:NAME|ALIAS}}. */
    HEADER(true),
    /** {@code {element:NAME}}: the value of {@code NAME=value} in a signature header. */
    ELEMENT(true),
    /** {@code {json:/pointer}}: a string, number or boolean in the JSON body (RFC 6901). */
    JSON(true),
    /** {@code {event:/pointer}}: as {@code json}, in the event of a batch rather than the body. */
    EVENT(true),
    /** {@code {form:NAME}}: a field of a form in the body, decoded as UTF-8. */
    FORM(true),
    /** {@code {query:NAME}}: a query parameter, decoded. */
    QUERY(true),
    /** {@code {claim:/pointer}}: a string, number or boolean in the claims of a JSON Web Token. */
    CLAIM(true),
    /** {@code {body}}: all bytes of the body. */
    BODY(false),
    /** {@code {sha256:body}}: the bytes of the body's SHA-256. */
    SHA256(true),
    /** {@code {sha256-hex:body}}: the body's SHA-256 in hex. */
    SHA256_HEX(true),
    /** {@code {sha256-base64:body}}: the body's SHA-256 in base64. */
    SHA256_BASE64(true),
    /** {@code {crc32:body}}: the body's CRC-32 in decimal, which protects from no forgery. */
    CRC32(true),
    /** {@code {time}}: the text of the signed time, as received. */
    TIME(false),
    /** {@code {id}}: the delivery's id. */
    ID(false),
    /** {@code {method}}: the request's method. */
    METHOD(false),
    /** {@code {url}}: the URL that the sender used, with its query. */
    URL(false),
    /** {@code {decoded-url}}: {@code {url}} with those characters decoded that HubSpot decodes. */
    DECODED_URL(false),
    /** {@code {configured-url}}: the URL as entered at the sender, else the one it used. */
    CONFIGURED_URL(false),
    /** {@code {endpoint}}: the URL without its query. */
    ENDPOINT(false),
    /** {@code {path}}: the URL from its path on, with the query. */
    PATH(false),
    /** {@code {sorted-query}}: the query's parameters as sent, sorted. */
    SORTED_QUERY(false),
    /** {@code {webhook-id}}: what the sender calls this webhook, as configured. */
    WEBHOOK_ID(false),
    /** {@code {sorted-form}}: the fields of the form in the body, sorted, names before values. */
    SORTED_FORM(false),
    /** {@code {secret}}: the secret itself, in what a plain digest is made of. */
    SECRET(false);

    private final boolean named;

    Kind(boolean named) {
      this.named = named;
    }

    /** Whether a name follows, behind a colon. */
    boolean isNamed() {
      return named;
    }

    /** The word between the braces. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static final Reference TIME = new Reference(Kind.TIME, List.of());
  public static final Reference ID = new Reference(Kind.ID, List.of());
  public static final Reference URL = new Reference(Kind.URL, List.of());
  static final Reference WEBHOOK_ID = new Reference(Kind.WEBHOOK_ID, List.of());

  /** A place with one name. */
  public static Reference of(Kind kind, String name) {
    return new Reference(kind, List.of(name));
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** The same place in the body, where that is the one event. */
  public Reference inBody() {
    return new Reference(Kind.JSON, names);
  }

  /** The only name, or the first. */
  public String name() {
    return names.get(0);
  }

  /** The pointer to a body field or claim. */
  public JsonPointer pointer() {
    return new JsonPointer(names);
  }

  /** Whether the value is read from the body, so that a signed body covers it. */
  public boolean isInBody() {
    return kind == Kind.JSON || kind == Kind.EVENT || kind == Kind.FORM;
  }

  /** Whether the sender writes the value somewhere, rather than it being made of others. */
  public boolean isWritten() {
    return switch (kind) {
      case HEADER, ELEMENT, QUERY, CLAIM -> true;
      default -> isInBody();
    };
  }

  /** Whether the value is the URL, or read from it. */
  public boolean isOfUrl() {
    return switch (kind) {
      case CONFIGURED_URL, DECODED_URL, ENDPOINT, PATH, QUERY, SORTED_QUERY, URL -> true;
      default -> false;
    };
  }

  /** Whether the value stands for all of the body. */
  public boolean standsForBody() {
    return switch (kind) {
      case BODY, SHA256, SHA256_HEX, SHA256_BASE64, SORTED_FORM -> true;
      default -> false;
    };
  }

  /** Whether the value is a text, which can stand elsewhere than in what is signed. */
  public boolean isText() {
    return kind != Kind.BODY && kind != Kind.SHA256 && kind != Kind.SECRET;
  }

  /**
   * A request with a value at this place, which a sender writes, instead of what stands there.
   *
   * @throws IllegalArgumentException if the place is in a JSON body that has no room for it
   */
  public OutgoingRequest put(OutgoingRequest request, String value) {
    return switch (kind) {
      case HEADER -> request.withHeader(name(), value);
      case QUERY -> {
        String url = request.url();
        int mark = url.indexOf('?');
        String query = withPair(mark < 0 ? "" : url.substring(mark + 1), name(), value);
        yield request.withUrl((mark < 0 ? url : url.substring(0, mark)) + "?" + query);
      }
      case FORM -> {
        if (MultipartForm.of(request) != null) {
          throw new IllegalArgumentException("cannot write " + this + " in multipart/form-data");
        }
        if (FormPairs.beginsAsJson(request.body())) {
          throw new IllegalArgumentException(
              "cannot write " + this + " in JSON: give a form to Signer.request");
        }
        String form = withPair(new String(request.body(), StandardCharsets.UTF_8), name(), value);
        OutgoingRequest changed = request.withBody(form.getBytes(StandardCharsets.UTF_8));
        yield request.headers("Content-Type").isEmpty()
            ? changed.withHeader("Content-Type", FormPairs.MEDIA_TYPE)
            : changed;
      }
      case JSON -> request.withBody(JsonText.insert(request.body(), pointer(), value));
      default -> throw new IllegalArgumentException("cannot write " + this);
    };
  }

  /**
   * As {@link #put}, of a time that stands in JSON as a number.
   *
   * @throws IllegalArgumentException if the place is in a JSON body that has no room for it
   */
  public OutgoingRequest putNumber(OutgoingRequest request, String value) {
    return kind == Kind.JSON
        ? request.withBody(JsonText.insertJson(request.body(), pointer(), value))
        : put(request, value);
  }

  private static String withPair(String pairs, String name, String value) {
    String encodedName = URLEncoder.encode(name, StandardCharsets.UTF_8);
    StringJoiner changed = new StringJoiner("&");
    for (String pair : SeparatedText.parts(pairs, '&')) {
      if (!pair.isEmpty() && !pair.equals(encodedName) && !pair.startsWith(encodedName + "=")) {
        changed.add(pair);
      }
    }
    return changed
        .add(encodedName + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
        .toString();
  }

  /** The place in words, for messages. */
  @Override
  public String toString() {
    return switch (kind) {
      case HEADER -> "header " + String.join(" or ", names);
      case ELEMENT -> "element " + name() + " of the signature header";
      case JSON -> "body field " + pointer();
      case EVENT -> "event field " + pointer();
      case FORM -> "form field " + name();
      case CLAIM -> "claim " + pointer();
      case QUERY -> "query parameter " + name();
      default -> kind.word();
    };
  }
}
