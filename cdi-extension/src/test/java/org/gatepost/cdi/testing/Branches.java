package org.gatepost.cdi.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.event.Webhook;

/** An application that is tested. */
@ApplicationScoped
public class Branches {
  private final List<String> pushed = new ArrayList<>();
  private boolean broken = true;

  /** What is bound of a push. */
  public record Push(String ref) {}

  void push(@Observes @Webhook(value = "push", source = "github") Push push) {
    pushed.add(push.ref());
  }

  void issue(@Observes @Webhook("issues.*") String body) {
    if (broken) {
      throw new IllegalStateException("expected");
    }
  }

  List<String> pushed() {
    return pushed;
  }

  void recover() {
    broken = false;
  }
}
