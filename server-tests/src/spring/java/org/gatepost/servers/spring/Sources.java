package org.gatepost.servers.spring;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The sources in application.yml. */
@ConfigurationProperties("webhooks")
record Sources(Map<String, Source> sources) {
  record Source(String path, Map<String, String> settings) {}
}
