package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * What Plivo signs in version 3 ("Signature validation", and its helper libraries): the URL with
 * its query decoded and sorted, the form's fields sorted and glued, and the nonce, with dots
 * between.
 */
final class PlivoContent implements CodedContent {
  private static final Reference NONCE =
      new Reference.Header(List.of("X-Plivo-Signature-V3-Nonce"));

  @Override
  public List<byte[]> of(Values values, String time) throws RefusedException {
    SignedRequest request = values.request();
    String url = request.url();
    int mark = url.indexOf('?');
    String query = sortedQuery(FormPairs.parse(NameValuePairs.query(url)));
    String fields = "";
    if (request.body().length > 0) {
      TwilioContent.requireForm(values);
      fields = FormPairs.parse(request.body()).glued();
    }
    StringBuilder text = new StringBuilder(mark < 0 ? url : url.substring(0, mark));
    if (!query.isEmpty() || !fields.isEmpty()) {
      text.append('?').append(query);
    }
    if (!query.isEmpty() && !fields.isEmpty()) {
      text.append('.');
    }
    text.append(fields).append('.').append(values.required(NONCE));
    return List.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sortedQuery(FormPairs pairs) {
    StringJoiner query = new StringJoiner("&");
    pairs.sorted().forEach((name, all) -> all.forEach(value -> query.add(name + "=" + value)));
    return query.toString();
  }
}
