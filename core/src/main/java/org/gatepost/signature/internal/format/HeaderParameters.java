package org.gatepost.signature.internal.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header's value that is a word and parameters behind semicolons (RFC 9110, section 5.6.6), such
 * as a media type. Immutable.
 *
 * @param word what stands before the parameters
 * @param parameters in the order in which they stand there
 */
record HeaderParameters(String word, List<Parameter> parameters) {

  /** A parameter, its value without quotation marks. */
  record Parameter(String name, String value) {}

  /** Takes a value apart; null if it is of another form. */
  static @Nullable HeaderParameters parse(String text) {
    int end = text.indexOf(';');
    String word = (end < 0 ? text : text.substring(0, end)).strip();
    List<Parameter> parameters = new ArrayList<>();
    int at = end < 0 ? text.length() : end;
    while (at < text.length()) {
      // At a semicolon.
      at = behindSpace(text, at + 1);
      if (at == text.length()) {
        break;
      }
      int equals = at;
      while (equals < text.length() && "=;\"".indexOf(text.charAt(equals)) < 0) {
        equals++;
      }
      if (equals == at || equals == text.length() || text.charAt(equals) != '=') {
        return null;
      }
      String name = text.substring(at, equals).strip();
      StringBuilder value = new StringBuilder();
      at = value(text, equals + 1, value);
      if (at < 0) {
        return null;
      }
      parameters.add(new Parameter(name, value.toString()));
    }
    return new HeaderParameters(word, List.copyOf(parameters));
  }

  /** Reads a value, and returns where the semicolon behind it is or the end, or -1. */
  private static int value(String text, int start, StringBuilder value) {
    int at = behindSpace(text, start);
    if (at == text.length() || text.charAt(at) != '"') {
      int end = text.indexOf(';', at);
      end = end < 0 ? text.length() : end;
      String token = text.substring(at, end).strip();
      value.append(token);
      return token.indexOf('"') < 0 ? end : -1;
    }
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
    }
    if (at >= text.length()) {
      return -1;
    }
    at = behindSpace(text, at + 1);
    return at == text.length() || text.charAt(at) == ';' ? at : -1;
  }

  private static int behindSpace(String text, int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** The value of a parameter, or null if it is not there, or there twice. */
  @Nullable String value(String name) {
    String found = null;
    for (Parameter parameter : parameters) {
      if (parameter.name().equalsIgnoreCase(name)) {
        if (found != null) {
          return null;
        }
        found = parameter.value();
      }
    }
    return found;
  }

  /** Whether a parameter is there. */
  boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> parameter.name().equalsIgnoreCase(name));
  }
}
