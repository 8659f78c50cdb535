package org.gatepost.signature.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.method.NobodyMethod;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.method.TemplateMethod;
import org.gatepost.signature.internal.method.http.HttpMethods;
import org.gatepost.signature.internal.method.jwt.JwtMethod;
import org.gatepost.signature.internal.method.sender.SenderMethods;
import org.gatepost.signature.internal.scheme.SchemeKeys;

/** All signing methods. */
final class SigningMethods {
  private static final List<SigningMethod> ALL =
      Stream.of(
              List.<SigningMethod>of(new TemplateMethod()),
              HttpMethods.ALL,
              List.<SigningMethod>of(new JwtMethod()),
              SenderMethods.ALL,
              List.<SigningMethod>of(new NobodyMethod()))
          .flatMap(List::stream)
          .toList();

  private SigningMethods() {}

  /** The method that a scheme names in {@code signed-by}, or that of templates. */
  static SigningMethod named(SchemeKeys keys) {
    String name = keys.oneOf("signed-by", names(ALL), TemplateMethod.NAME);
    return ALL.stream().filter(method -> method.name().equals(name)).findFirst().orElseThrow();
  }

  /** Every key that is not for all methods. */
  static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    ALL.forEach(method -> keys.addAll(method.ownKeys()));
    return keys;
  }

  /**
   * Refuses the keys that are of other methods alone.
   *
   * @throws InvalidSchemeException if there is one
   */
  static void refuseKeysOfOthers(SigningMethod method, SchemeKeys keys) {
    for (SigningMethod owner : ALL) {
      for (String key : owner.ownKeys()) {
        if (keys.has(key) && !method.ownKeys().contains(key)) {
          throw keys.invalid(key, owner.ruleElsewhere(owners(key), method.name()));
        }
      }
    }
  }

  private static List<String> owners(String key) {
    return names(ALL.stream().filter(method -> method.ownKeys().contains(key)).toList());
  }

  private static List<String> names(List<SigningMethod> methods) {
    return methods.stream().map(SigningMethod::name).toList();
  }
}
