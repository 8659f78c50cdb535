package org.gatepost.servers.spring;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Set;
import javax.sql.DataSource;
import org.gatepost.Lookup;
import org.gatepost.filter.DeploymentCheck;
import org.gatepost.filter.WebhookFilter;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** Puts a filter before all others for each source. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Gate implements ServletContextInitializer {
  private final Sources webhooks;
  private final Environment environment;
  private final BeanFactory beans;

  Gate(Sources webhooks, Environment environment, BeanFactory beans) {
    this.webhooks = webhooks;
    this.environment = environment;
    this.beans = beans;
  }

  @Override
  public void onStartup(ServletContext context) throws ServletException {
    webhooks.sources().forEach((name, source) -> add(name, source, context));
    Lookup lookup =
        Lookup.byServer().withConfig(environment::getProperty).withDataSources(this::dataSource);
    new DeploymentCheck(lookup).onStartup(Set.of(), context);
  }

  private static void add(String name, Sources.Source source, ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter(name, new WebhookFilter());
    filter.setInitParameters(source.settings());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(null, false, source.path());
  }

  private DataSource dataSource(String name) {
    return new TransactionAwareDataSourceProxy(beans.getBean(name, DataSource.class));
  }
}
