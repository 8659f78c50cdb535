package org.gatepost.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON with certain members, for requests that must have them. */
final class WrittenJson {
  private WrittenJson() {}

  /** An object, or an array where pointers ask for one, with a text at each pointer's end. */
  static String of(Map<List<String>, String> members) {
    Map<String, Map<List<String>, String>> children = new LinkedHashMap<>();
    members.forEach(
        (tokens, text) ->
            children
                .computeIfAbsent(tokens.get(0), name -> new LinkedHashMap<>())
                .put(tokens.subList(1, tokens.size()), text));
    boolean array = children.keySet().stream().allMatch("0"::equals);
    List<String> written = new ArrayList<>();
    children.forEach(
        (name, rest) -> {
          String value = rest.containsKey(List.of()) ? scalar(rest.get(List.of())) : of(rest);
          written.add(array ? value : quoted(name) + ":" + value);
        });
    String inner = String.join(",", written);
    return array ? "[" + inner + "]" : "{" + inner + "}";
  }

  private static String scalar(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        quoted.append("\\u").append(Integer.toHexString(0x10000 + c).substring(1));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
