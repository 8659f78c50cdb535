package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * What Vonage signs of an SMS webhook ("Signing messages"): all parameters but {@code sig}, sorted
 * by name, as {@code &name=value}, with {@code &} and {@code =} within values replaced by {@code
 * _}. With a plain digest the secret follows.
 */
final class VonageContent implements CodedContent {

  @Override
  public List<byte[]> of(Values values, String time) throws RefusedException {
    SignedRequest request = values.request();
    FormPairs pairs = FormPairs.parse(NameValuePairs.query(request.url()));
    if (request.body().length > 0) {
      TwilioContent.requireForm(values);
      // Both together, so that neither can bring in what is not signed.
      pairs = pairs.and(FormPairs.parse(request.body()));
    }
    TreeMap<String, String> sorted = new TreeMap<>(FormPairs.BY_BYTES);
    for (FormPairs.Pair pair : pairs.pairs()) {
      if (sorted.put(pair.name(), pair.value()) != null) {
        throw new RefusedException(Refusal.Reason.MALFORMED, "a parameter is there more than once");
      }
    }
    sorted.remove("sig");
    sorted.replace("timestamp", time);
    StringBuilder text = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            text.append('&').append(name).append('=').append(value.replaceAll("[&=]", "_")));
    return List.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
