package org.gatepost.cdi.internal.payload;

import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.internal.SuppressForbidden;

/**
 * Says why a body did not bind, without a word of the body, which messages of JSON libraries may
 * quote.
 */
@SuppressForbidden("A bounded expression at the beginning of an exception's message.")
final class PayloadTrouble {
  // How Yasson begins to tell of a property or a type: it stands in the class, so it tells nothing
  // of the body.
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:Unable to deserialize property '|Error resolving runtime type for type: )([A-Za-z_$][A-Za-z0-9_$.]{0,99})");

  // How Johnzon's own exceptions begin (2.0.2, MappingParserImpl): with the names of the class, of
  // which only records are told apart no further. Others begin with what they like.
  private static final String JOHNZON = "org.apache.johnzon.mapper.";
  private static final Map<String, Pattern> JOHNZON_PLACES =
      Map.of(
          JOHNZON + "SetterMappingException",
          Pattern.compile("[^ ']{1,100} property '([A-Za-z_$][A-Za-z0-9_$]{0,99})' of type "),
          JOHNZON + "FactoryCreateException",
          Pattern.compile("([A-Za-z_$][A-Za-z0-9_$]{0,99}) cannot be constructed to deserialize "));
  private static final int MAX_CAUSES = 10;

  private PayloadTrouble() {}

  /**
   * An exception that names the type, the place where that is known, and what kinds of exception
   * there were.
   */
  public static PayloadException explain(Type type, Throwable trouble) {
    Set<String> kinds = new LinkedHashSet<>();
    Set<String> places = new LinkedHashSet<>();
    Throwable cause = trouble;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      kinds.add(cause.getClass().getSimpleName());
      place(cause)
          .filter(place -> !type.getTypeName().endsWith("$" + place))
          .filter(place -> !type.getTypeName().endsWith("." + place))
          .ifPresent(places::add);
      cause = cause.getCause();
    }
    String where = places.isEmpty() ? "" : " at " + String.join(", ", places);
    return new PayloadException(
        type.getTypeName() + where + " (" + String.join(" by ", kinds) + ")");
  }

  /** Other exceptions may begin with what they quote from the body. */
  private static Optional<String> place(Throwable cause) {
    Pattern johnzon = JOHNZON_PLACES.get(cause.getClass().getName());
    if (johnzon == null && !(cause instanceof JsonbException)) {
      return Optional.empty();
    }
    Matcher matcher =
        (johnzon == null ? PLACE : johnzon).matcher(String.valueOf(cause.getMessage()));
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
