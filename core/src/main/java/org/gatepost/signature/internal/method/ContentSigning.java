package org.gatepost.signature.internal.method;

import java.io.ByteArrayOutputStream;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.regex.Pattern;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.PrivateKeys;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;
import org.gatepost.signature.internal.scheme.WrittenPlace;

/** Signs what is known as a scheme's {@link SignedContent}. Immutable and thread-safe. */
public final class ContentSigning implements Signing {

  /** A signature as it is written where the scheme has it. */
  public interface Signature {
    String of(Values values) throws RefusedException;
  }

  private final SchemeDefinition scheme;
  private final Signature signature;

  public ContentSigning(SchemeDefinition scheme, Signature signature) {
    this.scheme = scheme;
    this.signature = signature;
  }

  /**
   * The signing with a secret of a scheme, used as the scheme's algorithm has it.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are, or is a
   *     public key; the message names its label only
   */
  public static ContentSigning of(SchemeDefinition scheme, Secret secret) {
    if (scheme.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY) {
      PrivateKey key = PrivateKeys.key(scheme.secretForm(), secret);
      return new ContentSigning(
          scheme,
          values -> {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            values.signedTexts().get(0).writeTo(content::writeBytes, values, new byte[0]);
            return scheme
                .signature()
                .written(
                    PublicKeySignature.sign(scheme.algorithm(), key, content.toByteArray(), false));
          });
    }
    SharedKey key = SharedKey.of(scheme.secretForm(), secret);
    return new ContentSigning(
        scheme,
        values -> scheme.signature().written(key.sign(values.signedTexts().get(0), values)));
  }

  @Override
  public OutgoingRequest sign(OutgoingRequest unsigned, Instant time) throws RefusedException {
    OutgoingRequest request = scheme.content().prepared(Completion.of(scheme, unsigned, time));
    String timeText = scheme.timeUnit().format(time);
    if (scheme.content().fixesTime() && !scheme.timeUnit().isWhole(timeText)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the time is not as long as those of today");
    }
    SignatureForm form = scheme.signature();
    WrittenPlace place = Completion.written(scheme, Completion.preferred(form.places(), request));
    String elements = form.hasElements() ? elements(request, timeText) : "";
    // What is signed may stand in the signature's own header, so that is there before.
    int length = Math.max(1, scheme.algorithm().lengthInBytes());
    OutgoingRequest blank =
        form.hasElements()
            ? place.put(request, elements + form.written(new byte[length]))
            : request;
    return place.put(request, elements + signature.of(new Values(scheme, blank)));
  }

  /** What stands before the signature in its header: given elements, and the time. */
  @SuppressForbidden("Of what the signing application has set itself.")
  private String elements(OutgoingRequest request, String timeText) {
    SignatureForm form = scheme.signature();
    String separator = String.valueOf(form.separator());
    String timeName =
        Choice.referencesOf(scheme.time()).stream()
            .filter(place -> place.is(Reference.Kind.ELEMENT))
            .map(Reference::name)
            .findFirst()
            .orElse("");
    if (form.format() == SignatureForm.Format.POSITIONAL) {
      return timeName.isEmpty() ? "" : timeText + separator;
    }
    StringBuilder elements = new StringBuilder();
    for (String given : request.headers(form.places().get(0).name())) {
      for (String element : given.split(Pattern.quote(separator), -1)) {
        String name = element.strip().split("=", 2)[0];
        if (!name.equals(form.element()) && !name.equals(timeName)) {
          elements.append(element.strip()).append(separator);
        }
      }
    }
    return timeName.isEmpty()
        ? elements.toString()
        : elements + timeName + "=" + timeText + separator;
  }
}
