package org.gatepost.sample.github;

/** Something happened to an issue. */
public record IssueEvent(String action, Issue issue) {

  /** The issue. */
  public record Issue(long number, String title) {}
}
