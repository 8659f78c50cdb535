package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What Mercado Pago signs ("Webhooks", section on validating the origin): the id of the query in
 * lower case, the request's id and the time; what the request does not have is left out. The body
 * is not signed.
 */
final class MercadoPagoContent implements CodedContent {
  private static final Reference ID = Reference.of(Reference.Kind.QUERY, "data.id");
  private static final Reference REQUEST_ID = Reference.of(Reference.Kind.HEADER, "x-request-id");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    String id = values.text(ID);
    String text =
        segment("id", id == null ? null : id.toLowerCase(Locale.ROOT))
            + segment("request-id", values.text(REQUEST_ID))
            + segment("ts", time);
    return List.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Less the time, but for requests without an id: each of those is a delivery of its own. */
  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    String time = values.text(REQUEST_ID) == null ? values.required(Reference.TIME) : "";
    sink.update(of(values, time).get(0));
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public boolean coversBody() {
    return false;
  }

  private static String segment(String name, @Nullable String value) throws RefusedException {
    if (value != null && value.indexOf(';') >= 0) {
      // Else one value could pass for two segments.
      throw new RefusedException(Refusal.Reason.MALFORMED, name + " has a semicolon");
    }
    return value == null ? "" : name + ":" + value + ";";
  }
}
