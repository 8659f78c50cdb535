package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.method.KeyParts;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;

/**
 * What Plivo signs in version 3 ("Signature validation", and its helper libraries): the URL with
 * its query decoded and sorted, the form's fields sorted and glued, and the nonce, with dots
 * between.
 */
final class PlivoContent implements CodedContent {
  private static final Reference NONCE =
      Reference.of(Reference.Kind.HEADER, "X-Plivo-Signature-V3-Nonce");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    String url = values.request().url();
    int mark = url.indexOf('?');
    String query = join("=", "&", FormPairs.parse(values.query()));
    String fields = join("", "", FormPairs.inBody(values.request()));
    String text =
        (mark < 0 ? url : url.substring(0, mark))
            + (query.isEmpty() && fields.isEmpty() ? "" : "?")
            + query
            + (query.isEmpty() || fields.isEmpty() ? "" : ".")
            + fields
            + "."
            + nonce(values);
    return List.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The URL and the fields each by itself: in what is signed they can be told apart in many ways.
   */
  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    String url = values.request().url();
    int mark = url.indexOf('?');
    KeyParts parts = new KeyParts(sink);
    parts.add(mark < 0 ? url : url.substring(0, mark));
    parts.add(FormPairs.parse(values.query()).sorted());
    parts.add(FormPairs.inBody(values.request()).sorted());
    parts.add(nonce(values));
  }

  @Override
  public boolean signsUrl() {
    return true;
  }

  private static String nonce(Places values) throws RefusedException {
    String nonce = values.required(NONCE);
    if (nonce.indexOf('.') >= 0) {
      // What stands before the dot could be of the last field.
      throw new RefusedException(Refusal.Reason.MALFORMED, NONCE + " has a dot");
    }
    return nonce;
  }

  private static String join(String equals, String and, FormPairs pairs) {
    return pairs.sorted().stream()
        .map(pair -> pair.name() + equals + pair.value())
        .collect(Collectors.joining(and));
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public OutgoingRequest prepared(OutgoingRequest request) {
    return request.headers(NONCE.name()).isEmpty()
        ? NONCE.put(request, UUID.randomUUID().toString())
        : request;
  }
}
