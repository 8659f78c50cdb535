package org.gatepost.servers.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A server as it is published. */
public enum Distribution implements Published {
  /** WildFly. */
  WILDFLY("WildFly", 17, EnumSet.allOf(Ability.class)) {
    @Override
    ServerProcess create(Setting setting) {
      return new WildFly(setting);
    }
  },
  /** Open Liberty. */
  LIBERTY("Open Liberty", 17, EnumSet.allOf(Ability.class)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Liberty(setting);
    }
  },
  /** Payara Micro 6. */
  PAYARA_MICRO("Payara Micro", 17, EnumSet.complementOf(EnumSet.of(Ability.EARS))) {
    @Override
    ServerProcess create(Setting setting) {
      return new PayaraMicro(setting);
    }
  },
  /** GlassFish 7. */
  GLASSFISH("GlassFish", 17, EnumSet.complementOf(EnumSet.of(Ability.CONFIG))) {
    @Override
    ServerProcess create(Setting setting) {
      return new GlassFish(setting);
    }
  },
  /** Tomcat 10.1 with Weld, Yasson and Parsson in the application. */
  TOMCAT_WELD("Tomcat and Weld", 17, EnumSet.of(Ability.REDEPLOYMENT)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Tomcat(setting);
    }
  },
  /** Tomcat 10.1 with OpenWebBeans and Johnzon in the application. */
  TOMCAT_OWB("Tomcat and OpenWebBeans", 17, EnumSet.of(Ability.REDEPLOYMENT)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Tomcat(setting);
    }
  },
  /** Jetty 12.1 for Jakarta EE 10 with Weld, Yasson and Parsson in the application. */
  JETTY("Jetty ee10 and Weld", 17, EnumSet.of(Ability.REDEPLOYMENT)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Jetty(setting, "ee10");
    }
  },
  /** Payara Micro 7. */
  PAYARA_MICRO_7("Payara Micro", 21, EnumSet.complementOf(EnumSet.of(Ability.EARS))) {
    @Override
    ServerProcess create(Setting setting) {
      return new PayaraMicro(setting);
    }
  },
  /** GlassFish 8. */
  GLASSFISH_8("GlassFish", 21, EnumSet.complementOf(EnumSet.of(Ability.CONFIG))) {
    @Override
    ServerProcess create(Setting setting) {
      return new GlassFish(setting);
    }
  },
  /** Tomcat 11 with Weld 6, Yasson and Parsson in the application. */
  TOMCAT_11("Tomcat and Weld", 21, EnumSet.of(Ability.REDEPLOYMENT)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Tomcat(setting);
    }
  },
  /** Jetty 12.1 for Jakarta EE 11 with Weld 6, Yasson and Parsson in the application. */
  JETTY_EE11("Jetty ee11 and Weld", 21, EnumSet.of(Ability.REDEPLOYMENT)) {
    @Override
    ServerProcess create(Setting setting) {
      return new Jetty(setting, "ee11");
    }
  };

  private final String title;
  private final int java;
  private final Set<Ability> abilities;

  Distribution(String title, int java, Set<Ability> abilities) {
    this.title = title;
    this.java = java;
    this.abilities = abilities;
  }

  /** Those that the system property {@code gatepost.servers} names. */
  public static List<Distribution> chosen() {
    return names()
        .filter(name -> !Framework.isNamed(name))
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
        .toList();
  }

  /** All names that it has, those of frameworks too. */
  static Stream<String> names() {
    return Stream.of(System.getProperty("gatepost.servers").split(",")).map(String::strip);
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String titleAndVersion() {
    return title + " " + version();
  }

  /** Its version. */
  public String version() {
    return System.getProperty("gatepost.version." + id());
  }

  /**
   * The folder of what the application needs in its WAR, as the server has only servlets.
   *
   * @return null if it needs nothing
   */
  public String libraries() {
    return switch (this) {
      case TOMCAT_WELD, JETTY -> "weld";
      case TOMCAT_OWB -> "openwebbeans";
      case TOMCAT_11, JETTY_EE11 -> "weld-6";
      default -> null;
    };
  }

  /** The oldest Java that it runs on. */
  public int java() {
    return java;
  }

  /** Whether it has what not every server has. */
  public boolean has(Ability ability) {
    return abilities.contains(ability);
  }

  /**
   * Starts it on free ports of the loopback address, and waits until it takes applications.
   *
   * @param work its folder, which is emptied
   * @param dataSource where its data source leads
   */
  public RunningServer start(Path work, DataSourceSetting dataSource) throws Exception {
    Folders.delete(work);
    return resume(work, dataSource, FreePorts.one());
  }

  /**
   * Starts it again on what it left in its folder.
   *
   * @param work as for {@link #start}
   * @param dataSource as for {@link #start}
   * @param port where it answers
   */
  public RunningServer resume(Path work, DataSourceSetting dataSource, int port) throws Exception {
    Path unpacked = Path.of("target", "servers").toAbsolutePath();
    Files.createDirectories(work);
    Setting setting = new Setting(this, unpacked, work.toAbsolutePath(), port, dataSource);
    ServerProcess server = create(setting);
    server.launch();
    return server;
  }

  abstract ServerProcess create(Setting setting);
}
