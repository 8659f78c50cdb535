package org.gatepost;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** Which of the project's classes, each with those within it, refer to which, as jdeps finds. */
final class Dependencies {
  private static final Pattern ARROW = Pattern.compile("^\\s+(\\S+)?\\s*-> (\\S+)\\s.*$");

  private final Map<String, Set<String>> arrows;
  // To what is not the project's.
  private final Map<String, Set<String>> foreign;

  private Dependencies(Map<String, Set<String>> arrows, Map<String, Set<String>> foreign) {
    this.arrows = arrows;
    this.foreign = foreign;
  }

  /** Those of the classes in some folders or jars. */
  static Dependencies of(Collection<Path> places) {
    List<String> arguments = new ArrayList<>(List.of("-verbose:class", "-filter:none"));
    places.forEach(place -> arguments.add(place.toString()));
    StringWriter found = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int status =
        jdeps.run(
            new PrintWriter(found, true),
            new PrintWriter(found, true),
            arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("jdeps ended with " + status + ": " + found);
    }
    return parse(found.toString());
  }

  /** Those that jdeps has written. */
  static Dependencies parse(String text) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    Map<String, Set<String>> foreign = new TreeMap<>();
    String from = "";
    for (String line : text.lines().toList()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        from = arrow.group(1) == null ? from : outermost(arrow.group(1));
        String to = outermost(arrow.group(2));
        if (isOurs(from)) {
          Set<String> all = arrows.computeIfAbsent(from, name -> new TreeSet<>());
          if (!isOurs(to)) {
            foreign.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
          } else if (!to.equals(from)) {
            all.add(to);
          }
        }
      }
    }
    return new Dependencies(arrows, foreign);
  }

  private static boolean isOurs(String type) {
    return type.startsWith("org.gatepost.");
  }

  private static String outermost(String type) {
    int nested = type.indexOf('$');
    return nested < 0 ? type : type.substring(0, nested);
  }

  static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  /** Each package with the names of its classes. */
  Map<String, List<String>> packages() {
    Map<String, List<String>> packages = new TreeMap<>();
    for (String type : arrows.keySet()) {
      packages.computeIfAbsent(packageOf(type), name -> new ArrayList<>()).add(type);
    }
    return packages;
  }

  /** The classes that refer to one. */
  Set<String> usersOf(String type) {
    Set<String> users = new TreeSet<>();
    arrows.forEach(
        (from, all) -> {
          if (all.contains(type)) {
            users.add(from);
          }
        });
    return users;
  }

  /** The packages of which a class refers to something whose name begins so. */
  Set<String> packagesThatUse(String prefix) {
    Set<String> packages = new TreeSet<>();
    foreign.forEach(
        (from, all) -> {
          if (all.stream().anyMatch(to -> to.startsWith(prefix))) {
            packages.add(packageOf(from));
          }
        });
    return packages;
  }

  /** The same between packages. */
  Dependencies ofPackages() {
    Map<String, Set<String>> between = new TreeMap<>();
    UnaryOperator<String> within = Dependencies::packageOf;
    arrows.forEach(
        (from, all) -> {
          Set<String> others = between.computeIfAbsent(within.apply(from), n -> new TreeSet<>());
          for (String to : all) {
            if (!within.apply(to).equals(within.apply(from))) {
              others.add(within.apply(to));
            }
          }
        });
    return new Dependencies(between, Map.of());
  }

  Map<String, Set<String>> arrows() {
    return arrows;
  }

  /** The cycles, each as the set of all that can reach each other, the largest first. */
  List<Set<String>> cycles() {
    List<Set<String>> cycles = new ArrayList<>();
    Map<String, Set<String>> reached = new HashMap<>();
    arrows.keySet().forEach(from -> reached.put(from, reachedFrom(from)));
    Set<String> seen = new TreeSet<>();
    for (String from : arrows.keySet()) {
      Set<String> cycle = new TreeSet<>();
      for (String to : reached.get(from)) {
        if (reached.getOrDefault(to, Set.of()).contains(from)) {
          cycle.add(to);
        }
      }
      if (!cycle.isEmpty() && seen.add(from)) {
        seen.addAll(cycle);
        cycles.add(cycle);
      }
    }
    cycles.sort((a, b) -> b.size() - a.size());
    return cycles;
  }

  private Set<String> reachedFrom(String from) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String to : arrows.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(to)) {
          open.push(to);
        }
      }
    }
    return reached;
  }

  /** Where some classes were loaded from. */
  static List<Path> placesOf(Class<?>... types) {
    return Arrays.stream(types)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(
            url -> {
              try {
                return Path.of(url.toURI());
              } catch (java.net.URISyntaxException e) {
                throw new IllegalStateException(e);
              }
            })
        .distinct()
        .toList();
  }
}
