package org.gatepost.signature.internal.method.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.StructuredDictionary;
import org.jspecify.annotations.Nullable;

/**
 * What the components of RFC 9421 are taken from: of one request each of its parts is taken apart
 * once, however many components and signatures name it. Not thread-safe.
 */
final class MessageComponents {
  private final SignedRequest request;
  private final Map<String, StructuredDictionary> dictionaries = new HashMap<>();
  private @Nullable TargetUri uri;
  private @Nullable Map<String, List<String>> queryParameters;

  MessageComponents(SignedRequest request) {
    this.request = request;
  }

  SignedRequest request() {
    return request;
  }

  /**
   * The URL that the request went to.
   *
   * @throws RefusedException if it is none
   */
  TargetUri uri() throws RefusedException {
    if (uri == null) {
      uri = TargetUri.of(request);
    }
    return uri;
  }

  /**
   * The value of the one parameter of that name, encoded as section 2.2.8 has it, or null if there
   * is none.
   *
   * @param name the name, encoded alike
   * @throws RefusedException if the name is there twice, or a name or the value is not UTF-8
   */
  @Nullable String queryParameter(String name) throws RefusedException {
    if (queryParameters == null) {
      queryParameters = uri().queryParameters();
    }
    List<String> values = queryParameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "a query parameter that is signed is there more than once");
    }
    return values.isEmpty() ? null : TargetUri.reencode(values.get(0));
  }

  /**
   * A header that is a dictionary.
   *
   * @throws RefusedException if it is none
   */
  StructuredDictionary dictionary(String header) throws RefusedException {
    StructuredDictionary dictionary = dictionaries.get(header);
    if (dictionary == null) {
      dictionary = StructuredDictionary.of(request, header);
      dictionaries.put(header, dictionary);
    }
    return dictionary;
  }
}
