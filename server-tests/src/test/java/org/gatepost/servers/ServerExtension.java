package org.gatepost.servers;

import java.nio.file.Path;
import java.util.Optional;
import org.gatepost.servers.server.DataSourceSetting;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.server.JavaHomes;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts a server before the checks and stops it after them; checks get it as a parameter. */
final class ServerExtension
    implements BeforeClassTemplateInvocationCallback,
        AfterClassTemplateInvocationCallback,
        ExecutionCondition,
        ParameterResolver {
  private final Distribution distribution;
  private ServerUnderTest server;

  ServerExtension(Distribution distribution) {
    this.distribution = distribution;
  }

  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) throws Exception {
    if (!hasJava()) {
      return;
    }
    Path work = Path.of("target", "work", distribution.id());
    server =
        new ServerUnderTest(
            distribution.start(work, DataSourceSetting.h2()),
            Path.of("target", "wars", distribution.id()));
  }

  @Override
  public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
    if (server != null) {
      server.close();
    }
    Results.record();
  }

  private boolean hasJava() {
    return JavaHomes.find(distribution.java()).isPresent();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!hasJava()) {
      return ConditionEvaluationResult.disabled(
          distribution.titleAndVersion() + " needs a Java " + distribution.java());
    }
    Optional<Needs> needs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class);
    if (needs.isPresent() && !distribution.has(needs.get().value())) {
      return ConditionEvaluationResult.disabled(needs.get().value().absence());
    }
    return ConditionEvaluationResult.enabled("");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ServerUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server;
  }
}
