package org.gatepost.cdi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatepost.cdi.TestSource;
import org.gatepost.cdi.WebhookExtension;
import org.gatepost.receiver.Answer;
import org.gatepost.signature.OutgoingRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/how-to/test.md shows, as it stands there. */
class DocumentedTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Path TESTS = Path.of("src/test/java/org/gatepost/cdi");

  private SeContainer container;
  private Branches branches;

  @BeforeEach
  void start() {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(WebhookExtension.class)
            .addBeanClasses(Branches.class)
            .initialize();
    branches = container.select(Branches.class).get();
  }

  @AfterEach
  void stop() {
    container.close();
  }

  @Test
  void copyTakesEffectOnce() {
    TestSource github = TestSource.of("github", "github", "It's a secret");
    OutgoingRequest push =
        github.request(Map.of("X-GitHub-Event", "push"), "{\"ref\": \"refs/heads/main\"}");

    assertThat(github.deliver(push)).isEqualTo(Answer.SUCCESS);
    assertThat(github.deliver(push)).isEqualTo(Answer.ALREADY_PROCESSED);
    assertThat(branches.pushed()).containsExactly("refs/heads/main");
  }

  @Test
  void failureIsTriedAgain() {
    TestSource github = TestSource.of("github", "github", "It's a secret");
    OutgoingRequest issue =
        github.request(Map.of("X-GitHub-Event", "issues"), "{\"action\": \"opened\"}");

    assertThat(github.deliver(issue)).isEqualTo(Answer.PROCESSING_FAILED);
    branches.recover();
    assertThat(github.deliver(issue)).isEqualTo(Answer.SUCCESS);
  }

  @Test
  void everyBlockOfTheDocumentIsInATestThatRuns() throws Exception {
    String code =
        String.join(
            "\n",
            source("testing/DocumentedTest.java"),
            source("servlet/DocumentedRequestTest.java"));
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../docs/how-to/test.md")))
            .results()
            .map((MatchResult block) -> squeezed(block.group(1)))
            .toList();

    assertThat(blocks).hasSize(5).allSatisfy(block -> assertThat(code).contains(block));
  }

  private static String source(String file) throws IOException {
    return squeezed(Files.readString(TESTS.resolve(file)));
  }

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
