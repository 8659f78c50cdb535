package org.gatepost.signature.internal;

import java.util.Map;
import java.util.Set;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.SchemeProvider;
import org.gatepost.signature.Verified;

/** Reads schemes in the language of {@code docs/reference/schemes.md}. */
public final class SchemeLanguage implements SchemeProvider {

  /** For {@link java.util.ServiceLoader}. */
  public SchemeLanguage() {}

  @Override
  public Scheme scheme(String name, Map<String, String> overrides, Verified.Authority authority) {
    return ReadScheme.of(name, overrides, authority);
  }

  @Override
  public Set<String> keys() {
    return SchemeReader.KEYS;
  }
}
