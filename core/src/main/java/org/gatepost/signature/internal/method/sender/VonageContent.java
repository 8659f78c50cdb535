package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.KeyParts;
import org.gatepost.signature.internal.scheme.Places;

/**
 * What Vonage signs of an SMS webhook ("Signing messages"): all parameters but {@code sig}, sorted
 * by name, as {@code &name=value}, with {@code &} and {@code =} within values replaced by {@code
 * _}. With a plain digest the secret follows.
 */
final class VonageContent implements CodedContent {
  // What a retry has anew.
  private static final Set<String> NOT_TOLD = Set.of("sig", "timestamp");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    // Both together, so that neither can bring in what is not signed.
    FormPairs pairs = FormPairs.parse(values.query()).and(inBody(values));
    TreeMap<String, String> sorted = new TreeMap<>(FormPairs.BY_BYTES);
    for (FormPairs.Pair pair : pairs.pairs()) {
      // One name with such a character could pass for several parameters.
      if (pair.name().indexOf('&') >= 0
          || pair.name().indexOf('=') >= 0
          || sorted.put(pair.name(), pair.value()) != null) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "a parameter is there twice, or has & or = in its name");
      }
    }
    sorted.remove("sig");
    sorted.replace("timestamp", time);
    byte[] all = text(sorted);
    boolean hasBlank = sorted.values().removeIf(String::isBlank);
    // Of the sender's libraries some leave out what is blank.
    return hasBlank ? List.of(all, text(sorted)) : List.of(all);
  }

  /** The parameters of a form or, of accounts that send it, of JSON. */
  private static FormPairs inBody(Places values) throws RefusedException {
    return FormPairs.beginsAsJson(values.request().body())
        ? FormPairs.inJson(values.request().body())
        : FormPairs.inBody(values.request());
  }

  private static byte[] text(Map<String, String> sorted) {
    StringBuilder text = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            text.append('&')
                .append(name)
                .append('=')
                .append(value.replace('&', '_').replace('=', '_')));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The parameters as they are, those of the query and of the form apart: in what is signed {@code
   * _} stands for three characters, and both are one. What is blank, which is perhaps not signed,
   * is left out.
   */
  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    KeyParts parts = new KeyParts(sink);
    parts.add(told(FormPairs.parse(values.query())));
    parts.add(told(inBody(values)));
  }

  private static List<FormPairs.Pair> told(FormPairs pairs) {
    return pairs.without(NOT_TOLD).sorted().stream()
        .filter(pair -> !pair.value().isBlank())
        .toList();
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  /** Vonage lets its users choose a plain digest. */
  @Override
  public boolean fits(Algorithm algorithm) {
    return algorithm.kind() == Algorithm.Kind.DIGEST || CodedContent.super.fits(algorithm);
  }
}
