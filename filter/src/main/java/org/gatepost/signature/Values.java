package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme's references stand for in one request. Reads the body's fields once, when first
 * asked for one.
 */
final class Values {
  private final SchemeDefinition scheme;
  private final SignedRequest request;
  private @Nullable SignatureHeader signature;
  private @Nullable JsonFields fields;

  Values(SchemeDefinition scheme, SignedRequest request) {
    this.scheme = scheme;
    this.request = request;
  }

  /** The signature header, taken apart. */
  SignatureHeader signature() throws RefusedException {
    if (signature == null) {
      signature = SignatureHeader.parse(scheme, required(scheme.signature()));
    }
    return signature;
  }

  /** The text at the place, or null if it is absent or empty. */
  @Nullable String text(Reference reference) throws RefusedException {
    if (reference instanceof Reference.Header header) {
      return header(header);
    } else if (reference instanceof Reference.Element element) {
      return signature().element(element.name());
    } else if (reference instanceof Reference.Json json) {
      return field(json);
    } else if (reference instanceof Reference.Time) {
      Choice time = scheme.time();
      return time == null ? null : time.value(this);
    } else if (reference instanceof Reference.Id) {
      Choice id = scheme.id();
      return id == null ? null : id.value(this);
    } else {
      return new String(request.body(), StandardCharsets.UTF_8);
    }
  }

  /** The text at the place, which must be there. */
  String required(Reference reference) throws RefusedException {
    String text = text(reference);
    if (text == null) {
      throw new RefusedException(Refusal.Reason.MISSING, reference + " is missing or empty");
    }
    return text;
  }

  /** The bytes that a sender signs for the place. */
  byte[] bytes(Reference reference) throws RefusedException {
    return reference instanceof Reference.Body
        ? request.body()
        : required(reference).getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable String header(Reference.Header header) throws RefusedException {
    for (String name : header.names()) {
      List<String> values = request.headers(name);
      if (values.size() > 1) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "header " + name + " is there " + values.size() + " times");
      }
      if (!values.isEmpty() && !values.get(0).isEmpty()) {
        return visibleAscii(name, values.get(0));
      }
    }
    return null;
  }

  private static String visibleAscii(String name, String value) throws RefusedException {
    // Containers differ in how they decode other bytes, so what was signed could not be told.
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "header " + name + " has a character beyond visible ASCII");
    }
    return value;
  }

  private @Nullable String field(Reference.Json json) throws RefusedException {
    if (fields == null) {
      fields = JsonFields.read(request.body(), scheme.pointers());
    }
    if (fields.isAmbiguous(json.pointer())) {
      throw new RefusedException(Refusal.Reason.AMBIGUOUS, json + " is there twice");
    }
    String value = fields.value(json.pointer());
    return value == null || value.isEmpty() ? null : value;
  }
}
