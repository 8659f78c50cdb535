package org.gatepost.signature.internal.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates where shared secrets and public keys each have a form of their own ({@link
 * PublicKeyForm}): each secret is held against the signatures of its form alone. Thread-safe.
 */
final class FormsAuthentication implements Authentication {

  /** A form of the scheme, and its secrets ready for use. */
  private record Form(
      SchemeDefinition definition, boolean isScheme, Authentication authentication) {}

  private final List<Form> forms = new ArrayList<>();

  FormsAuthentication(
      SchemeDefinition scheme, SchemeDefinition publicKeyForm, List<Secret> secrets) {
    Map<Boolean, List<Secret>> byForm =
        secrets.stream()
            .collect(
                Collectors.partitioningBy(secret -> PublicKeyForm.isOf(publicKeyForm, secret)));
    byForm.forEach(
        (isPublic, own) -> {
          if (!own.isEmpty()) {
            SchemeDefinition form = isPublic ? publicKeyForm : scheme;
            forms.add(new Form(form, !isPublic, new ContentAuthentication(form, own)));
          }
        });
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    RefusedException refused = null;
    for (Form form : forms) {
      try {
        Values own = form.isScheme() ? values : values.in(form.definition());
        Proof proof = form.authentication().authenticate(own);
        values.signedAs(own);
        return proof;
      } catch (RefusedException e) {
        refused = worthMore(refused, e);
      }
    }
    // There is at least one secret.
    throw refused == null ? new RefusedException(Refusal.Reason.MISMATCH, "no secret") : refused;
  }

  /** What is no signature in one form may be one in another, which then says more. */
  private static RefusedException worthMore(
      @Nullable RefusedException one, RefusedException other) {
    return one == null || one.refusal().reason() == Refusal.Reason.MALFORMED ? other : one;
  }
}
