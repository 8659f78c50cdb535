package org.gatepost.servers.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** An application of Spring Boot. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Shop {
  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }
}
