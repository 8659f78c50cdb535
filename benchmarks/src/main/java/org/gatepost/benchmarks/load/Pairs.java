package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure of a baseline and of its subject, measured in pairs close to each other in time: what
 * disturbs the machine disturbs both, and the ratio of each pair is free of it. Not thread-safe.
 */
final class Pairs {
  private final List<Double> baseline = new ArrayList<>();
  private final List<Double> subject = new ArrayList<>();

  void add(double ofBaseline, double ofSubject) {
    baseline.add(ofBaseline);
    subject.add(ofSubject);
  }

  Spread baseline() {
    return Spread.of(baseline);
  }

  Spread subject() {
    return Spread.of(subject);
  }

  /** Subject by baseline, pair by pair. */
  Spread ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < baseline.size(); i++) {
      ratios.add(subject.get(i) / baseline.get(i));
    }
    return Spread.of(ratios);
  }

  /** Subject less baseline, pair by pair. */
  Spread difference() {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < baseline.size(); i++) {
      differences.add(subject.get(i) - baseline.get(i));
    }
    return Spread.of(differences);
  }

  JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("pairs", baseline.size())
        .add("baseline", baseline().toJson())
        .add("subject", subject().toJson())
        .add("ratio", ratio().toJson())
        .add("difference", difference().toJson())
        .build();
  }
}
