package org.gatepost.signature;

import java.util.Locale;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** A JSON Web Token (RFC 7519). */
  JWT,
  /** A message of Amazon SNS. */
  AWS_SNS;

  /** The name in a scheme, such as {@code aws-sns}. */
  String schemeName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static SignedBy read(SchemeKeys keys) {
    return keys.oneOf("signed-by", SignedBy.class, TEMPLATE);
  }
}
