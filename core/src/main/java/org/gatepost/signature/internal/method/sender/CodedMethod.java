package org.gatepost.signature.internal.method.sender;

import java.util.function.Function;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.ContentAuthentication;
import org.gatepost.signature.internal.method.ContentSettings;
import org.gatepost.signature.internal.method.ContentSigning;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;

/** A signing method that signs what code says. Immutable and thread-safe. */
final class CodedMethod implements SigningMethod {
  private final String name;
  private final CodedContent content;
  private final ContentSettings settings;

  /** A method that signs its content as the scheme's algorithm has it. */
  CodedMethod(String name, CodedContent content) {
    this(name, content, ContentAuthentication::new, ContentSigning::of);
  }

  /** A method with signatures of its own kind. */
  CodedMethod(
      String name,
      CodedContent content,
      ContentSettings.Authentications authentications,
      ContentSettings.Signings signings) {
    this.name = name;
    this.content = content;
    this.settings = new ContentSettings(content, authentications, signings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    if (keys.has("signed-content")) {
      throw keys.invalid("signed-content", "must be left out: signed-by says what is signed");
    }
    if (content.coversBody() == keys.bool("unsigned-body")) {
      throw keys.invalid(
          "unsigned-body", "must be true just where signed-by leaves the body open to exchange");
    }
    if (!content.fits(algorithm)) {
      throw keys.invalid("algorithm", "must be one that the sender in signed-by uses");
    }
    return settings;
  }
}
