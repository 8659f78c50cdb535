package org.gatepost.servers;

import org.gatepost.servers.server.Framework;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Compiles an application before the checks and stops it after them; checks get its framework. */
final class FrameworkExtension
    implements BeforeClassTemplateInvocationCallback,
        AfterClassTemplateInvocationCallback,
        ParameterResolver {
  private final Framework framework;
  private FrameworkUnderTest underTest;

  FrameworkExtension(Framework framework) {
    this.framework = framework;
  }

  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) throws Exception {
    underTest = new FrameworkUnderTest(framework);
  }

  @Override
  public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
    if (underTest != null) {
      underTest.close();
    }
    Results.record();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FrameworkUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return underTest;
  }
}
