package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What Mercado Pago signs ("Webhooks", section on validating the origin): the id of the query, the
 * request's id and the time; what the request does not have is left out. The body is not signed.
 * Until June 2026 the id was signed in lower case.
 */
final class MercadoPagoContent implements CodedContent {
  private static final Reference ID = Reference.of(Reference.Kind.QUERY, "data.id");
  private static final Reference REQUEST_ID = Reference.of(Reference.Kind.HEADER, "x-request-id");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    String id = values.text(ID);
    String lower = id == null ? null : id.toLowerCase(Locale.ROOT);
    return Objects.equals(id, lower)
        ? List.of(content(id, values, time))
        : List.of(content(id, values, time), content(lower, values, time));
  }

  /** The texts, which tell whether the id is that of the sender. */
  @Override
  public List<Text> texts(Places values) throws RefusedException {
    List<byte[]> contents = of(values, values.required(Reference.TIME));
    List<Text> texts = new ArrayList<>();
    for (byte[] content : contents) {
      texts.add(new Segments(content, !texts.isEmpty()));
    }
    return List.copyOf(texts);
  }

  /** What is signed, perhaps with another id than that of the request: in lower case. */
  // The array never leaves this class.
  @SuppressWarnings("ArrayRecordComponent")
  private record Segments(byte[] content, boolean inLowerCase) implements Text {
    @Override
    public void writeTo(Sink sink, Places values, byte[] secret) {
      sink.update(content);
    }
  }

  private static byte[] content(@Nullable String id, Places values, String time)
      throws RefusedException {
    String text =
        segment("id", id) + segment("request-id", values.text(REQUEST_ID)) + segment("ts", time);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Less the time, but for requests without an id: each of those is a delivery of its own. */
  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    String time = values.text(REQUEST_ID) == null ? values.required(Reference.TIME) : "";
    List<byte[]> contents = of(values, time);
    // Once one has matched, it is the only one: an id in lower case is good in any case.
    boolean inLowerCase =
        values.signedTexts().get(0) instanceof Segments signed && signed.inLowerCase();
    sink.update(contents.get(inLowerCase ? contents.size() - 1 : 0));
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
