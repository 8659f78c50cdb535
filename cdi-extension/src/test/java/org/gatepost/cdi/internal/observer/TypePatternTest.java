package org.gatepost.cdi.internal.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypePatternTest {

  @ParameterizedTest(name = "[{0}] matches [{1}]")
  @CsvSource({
    "push, push",
    "issues.opened, issues.opened",
    "*, push",
    "*, ''",
    "*.failed, workflow.failed",
    "workflow.*, workflow.completed",
    "workflow.*, workflow.",
    "*.*, issues.opened",
    "issues.open*, issues.opened",
    "*.open*, issues.opened",
    "workflow.*.failed, workflow.step.failed",
    "**, push",
    "**, workflow.step.failed",
    "**, ''",
    "**.failed, workflow.step.failed",
    "workflow.**, workflow.step.failed",
    "a.**.z, a.b.c.z",
    "push*, push",
    "a+b, a+b",
    "a(b, a(b",
    "\\Q.\\E, \\Q.\\E",
    "größe.*, größe.l",
  })
  void matches(String pattern, String name) {
    assertThat(TypePattern.parse(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest(name = "[{0}] does not match [{1}]")
  @CsvSource({
    "push, pushed",
    "push, Push",
    "push, ''",
    "push, repush",
    "*, issues.opened",
    "*.failed, failed",
    "*.failed, workflow.step.failed",
    "workflow.*, workflow.step.failed",
    "workflow.*, workflow",
    "workflow.**, workflow",
    "workflow.**, workflows.failed",
    "**.failed, workflow.failed.later",
    "issues.opened, issuesxopened",
    "a+, aa",
    "[ab], a",
  })
  void doesNotMatch(String pattern, String name) {
    assertThat(TypePattern.parse(pattern).matches(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"**, true", "*, false", "a*, false", "a**, true"})
  void lineBreaksAreCharactersLikeOthersButOnlyDotsEndASegment(String pattern, boolean dots) {
    assertThat(TypePattern.parse(pattern).matches("a\nb")).isTrue();
    assertThat(TypePattern.parse(pattern).matches("a\n.b")).isEqualTo(dots);
  }

  @ParameterizedTest(name = "[{0}] {1}")
  @CsvSource({
    "'', must not be empty: ** matches every event",
    "' ', must have no white space",
    "'a b', must have no white space",
    "'push ', must have no white space",
    "'a\tb', must have no white space",
    "'a\u0000b', must have no white space",
    "., must have a name or * on both sides of each dot",
    ".failed, must have a name or * on both sides of each dot",
    "workflow., must have a name or * on both sides of each dot",
    "a..b, must have a name or * on both sides of each dot",
    "***, must have at most two * in a row",
    "a.****, must have at most two * in a row",
  })
  void refusesWhatCanMatchNothing(String pattern, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypePattern.parse(pattern))
        .withMessage(rule);
  }

  @Test
  void hasAtMostAsManyCharactersAsTypesBesideItsStars() {
    String longest = "a".repeat(255);
    assertThat(TypePattern.parse("*" + longest + "*").matches(longest)).isTrue();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypePattern.parse(longest + "b"))
        .withMessage("must have at most 255 characters beside *, as types have no more");
  }

  @ParameterizedTest
  @CsvSource({
    "push, push",
    "issues.opened, issues",
    "issues.*, issues",
    "issues.a*.b, issues",
    "issues*,",
    "issues*.opened,",
    "*,",
    "*.opened,",
  })
  void namesTheFirstSegmentThatEveryMatchHas(String pattern, String segment) {
    assertThat(TypePattern.parse(pattern).firstSegment()).isEqualTo(segment);
  }
}
