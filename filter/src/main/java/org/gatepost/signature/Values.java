package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
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
  private @Nullable NameValuePairs pairs;
  private @Nullable JsonWebToken token;

  Values(SchemeDefinition scheme, SignedRequest request) {
    this.scheme = scheme;
    this.request = request;
  }

  /** The signatures, taken apart. */
  SignatureHeader signature() throws RefusedException {
    if (signature == null) {
      signature = SignatureHeader.parse(scheme, signatureTexts());
    }
    return signature;
  }

  /** The signatures that may match in one form of the scheme. */
  @SuppressWarnings("ReferenceEquality") // two parsings of one text are only slower
  List<byte[]> candidates(SchemeDefinition form) throws RefusedException {
    return form == scheme
        ? signature().candidates()
        : SignatureHeader.parse(form, signatureTexts()).candidates();
  }

  private List<String> signatureTexts() throws RefusedException {
    List<String> texts = new ArrayList<>();
    for (Reference place : scheme.signature()) {
      String text = text(place);
      if (text != null) {
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      throw new RefusedException(
          Refusal.Reason.MISSING, scheme.signaturePlaces() + " is missing or empty");
    }
    return texts;
  }

  /** The token of a scheme that signs with one, taken apart but not verified. */
  JsonWebToken token() throws RefusedException {
    if (token == null) {
      token = JsonWebToken.parse(scheme, signatureTexts().get(0), request.body());
    }
    return token;
  }

  /** The text at the place, or null if it is absent or empty. */
  @Nullable String text(Reference reference) throws RefusedException {
    if (reference instanceof Reference.Header header) {
      return header(header);
    } else if (reference instanceof Reference.Element element) {
      return signature().element(element.name());
    } else if (reference instanceof Reference.Claim claim) {
      return token().claim(claim.pointer());
    } else if (reference instanceof Reference.Json json) {
      return field(json);
    } else if (reference instanceof Reference.Time) {
      return chosen(scheme.time());
    } else if (reference instanceof Reference.Id) {
      return chosen(scheme.id());
    } else if (reference instanceof Reference.Form form) {
      return pairs().formField(form.name());
    } else if (reference instanceof Reference.Query query) {
      return pairs().queryParameter(query.name());
    }
    return ofRequestLine(reference);
  }

  private @Nullable String chosen(@Nullable Choice choice) throws RefusedException {
    return choice == null ? null : choice.value(this);
  }

  private String ofRequestLine(Reference reference) {
    if (reference instanceof Reference.Method) {
      return request.method();
    } else if (reference instanceof Reference.Url) {
      return request.url();
    } else if (reference instanceof Reference.ConfiguredUrl) {
      return request.configuredUrl().orElse(request.url());
    } else if (reference instanceof Reference.Path) {
      return pairs().path();
    } else if (reference instanceof Reference.SortedQuery) {
      return pairs().sortedQuery();
    } else if (reference instanceof Reference.BodyDigest digest) {
      return digest.encoding().encode(bodyDigest(digest));
    } else if (reference instanceof Reference.BodyChecksum) {
      CRC32 checksum = new CRC32();
      checksum.update(request.body());
      return Long.toString(checksum.getValue());
    } else if (reference instanceof Reference.WebhookId) {
      return scheme.webhookId();
    }
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private byte[] bodyDigest(Reference.BodyDigest digest) {
    return Digests.of(digest.algorithm()).digest(request.body());
  }

  private NameValuePairs pairs() {
    if (pairs == null) {
      pairs = new NameValuePairs(request);
    }
    return pairs;
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
    if (reference instanceof Reference.Body) {
      return request.body();
    } else if (reference instanceof Reference.BodyDigest digest
        && digest.encoding() == Encoding.TEXT) {
      return bodyDigest(digest);
    } else if (reference instanceof Reference.SortedQuery) {
      return ofRequestLine(reference).getBytes(StandardCharsets.UTF_8);
    }
    return required(reference).getBytes(StandardCharsets.UTF_8);
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
