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
}
