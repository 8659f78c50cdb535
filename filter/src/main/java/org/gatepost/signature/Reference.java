package org.gatepost.signature;

import java.util.List;

/** A place in a request that a scheme points to, written between braces. Immutable. */
sealed interface Reference extends Template.Part {

  /**
   * {@code {header:NAME}}, or {@code {header:NAME|ALIAS}}: the first of these headers that is
   * there.
   */
  record Header(List<String> names) implements Reference {
    @Override
    public String toString() {
      return "header " + String.join(" or ", names);
    }
  }

  /** {@code {element:NAME}}: the value of {@code NAME=value} in a signature header of elements. */
  record Element(String name) implements Reference {
    @Override
    public String toString() {
      return "element " + name + " of the signature header";
    }
  }

  /** {@code {json:/pointer}}: a string, number or boolean in the JSON body (RFC 6901). */
  record Json(JsonPointer pointer) implements Reference {
    @Override
    public String toString() {
      return "body field " + pointer;
    }
  }

  /** {@code {claim:/pointer}}: a string, number or boolean in the claims of a JSON Web Token. */
  record Claim(JsonPointer pointer) implements Reference {
    @Override
    public String toString() {
      return "claim " + pointer;
    }
  }

  /** {@code {body}}: all bytes of the body. */
  record Body() implements Reference {
    @Override
    public String toString() {
      return "body";
    }
  }

  /** {@code {time}}: the text of the signed time, as received. */
  record Time() implements Reference {
    @Override
    public String toString() {
      return "time";
    }
  }

  /** {@code {id}}: the delivery's id. */
  record Id() implements Reference {
    @Override
    public String toString() {
      return "id";
    }
  }

  /** {@code {method}}: the request's method. */
  record Method() implements Reference {
    @Override
    public String toString() {
      return "method";
    }
  }

  /** {@code {url}}: the URL that the sender used, with its query. */
  record Url() implements Reference {
    @Override
    public String toString() {
      return "URL";
    }
  }

  /** {@code {configured-url}}: the URL as entered at the sender, else the one it used. */
  record ConfiguredUrl() implements Reference {
    @Override
    public String toString() {
      return "configured URL";
    }
  }

  /** {@code {path}}: the URL from its path on, with the query. */
  record Path() implements Reference {
    @Override
    public String toString() {
      return "path";
    }
  }

  /** {@code {query:NAME}}: a query parameter, decoded. */
  record Query(String name) implements Reference {
    @Override
    public String toString() {
      return "query parameter " + name;
    }
  }

  /** {@code {sorted-query}}: the query's parameters as sent, sorted. */
  record SortedQuery() implements Reference {
    @Override
    public String toString() {
      return "query";
    }
  }

  /** {@code {form:NAME}}: a field of a form in the body, decoded as UTF-8. */
  record Form(String name) implements Reference {
    @Override
    public String toString() {
      return "form field " + name;
    }
  }

  /** {@code {sha256:body}} and the like: a digest of the body. */
  record BodyDigest(String algorithm, Encoding encoding) implements Reference {
    @Override
    public String toString() {
      return algorithm + " of the body";
    }
  }

  /**
   * {@code {crc32:body}}: the CRC-32 of the body in decimal, which finds mistakes but not
   * forgeries.
   */
  record BodyChecksum() implements Reference {
    @Override
    public String toString() {
      return "CRC-32 of the body";
    }
  }

  /** {@code {webhook-id}}: what the sender calls this webhook, as configured. */
  record WebhookId() implements Reference {
    @Override
    public String toString() {
      return "webhook-id";
    }
  }

  /** {@code {secret}}: the secret itself, in what a plain digest is made of. */
  record Secret() implements Reference {
    @Override
    public String toString() {
      return "secret";
    }
  }

  /** Whether the value is read from the body, so that a signed body covers it. */
  default boolean isInBody() {
    return this instanceof Json || this instanceof Form;
  }
}
