package org.gatepost.signature.internal.method.http;

import java.util.List;
import org.gatepost.signature.internal.method.SigningMethod;

/** The signing methods that sign parts of the HTTP message. */
public final class HttpMethods {
  /** The standard, and the draft before it. */
  public static final List<SigningMethod> ALL =
      List.of(new HttpMessageMethod(), new DraftCavageMethod());

  private HttpMethods() {}
}
