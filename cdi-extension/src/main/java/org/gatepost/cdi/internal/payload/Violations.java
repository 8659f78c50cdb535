package org.gatepost.cdi.internal.payload;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import java.util.List;
import java.util.stream.Collectors;
import org.gatepost.cdi.internal.json.PayloadException;

/**
 * Says which constraints a payload breaks, without a word of the payload: neither the message,
 * which may quote the value, nor the keys and indexes of a path.
 */
final class Violations {
  private static final int MAX_NAMED = 20;
  private static final int MAX_NAME = 100;

  private Violations() {}

  /**
   * Refuses a payload that breaks constraints.
   *
   * @throws PayloadException if there is one
   */
  static void requireNone(Object payload, List<ConstraintViolation<?>> violations)
      throws PayloadException {
    if (!violations.isEmpty()) {
      throw new PayloadException(
          payload.getClass().getTypeName()
              + " breaks "
              + violations.stream()
                  .map(Violations::name)
                  .distinct()
                  .sorted()
                  .limit(MAX_NAMED)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** An exception for constraints that cannot be checked. */
  static PayloadException trouble(ValidationException e) {
    return new PayloadException(
        "constraints could not be checked (" + e.getClass().getSimpleName() + ")", e);
  }

  private static String name(ConstraintViolation<?> violation) {
    StringBuilder path = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.isInIterable()) {
        path.append("[]");
      }
      String name = node.getName();
      boolean ofClass = node.getKind() == ElementKind.PROPERTY;
      if (ofClass && name != null) {
        path.append(path.length() == 0 ? "" : ".");
        path.append(isName(name) ? name : "?");
      }
    }
    String constraint =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return "@" + constraint + (path.length() == 0 ? "" : " at " + path);
  }

  /** Whether this is a name of ASCII letters and digits, of at most 100 characters. */
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NAME
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().allMatch(c -> c > ' ' && c <= '~' && Character.isJavaIdentifierPart(c));
  }
}
