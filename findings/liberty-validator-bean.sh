#!/usr/bin/env bash
# Open Liberty 25.0.0.11 (cdi-4.0, beanValidation-3.0) has a ValidatorFactory bean that a portable extension cannot use.
#
# Expected: a Validator, as in WildFly 39.0.1. The server provides beans for ValidatorFactory and Validator. CDI 4.0 lets
# an extension take references to beans once AfterDeploymentValidation is fired, and an ApplicationScoped bean of the
# application works there.
# Instead getValidator() throws a ValidationException, and so does the bean for Validator. So does the factory in
# java:comp. A factory that the extension builds itself works at the same time. The same beans work later.
#
# Seen on OpenJDK 17.0.15:
#   AfterDeploymentValidation, bean of the application -> hello
#   AfterDeploymentValidation, bean ValidatorFactory -> ValidationException
#   AfterDeploymentValidation, bean Validator -> ValidationException
#   AfterDeploymentValidation, java:comp/ValidatorFactory -> ValidationException
#   AfterDeploymentValidation, factory built here -> valid
#   contextInitialized, bean of the application -> hello
#   contextInitialized, bean ValidatorFactory -> valid
#   contextInitialized, bean Validator -> valid
#   contextInitialized, java:comp/ValidatorFactory -> valid
#   contextInitialized, factory built here -> valid
set -euo pipefail

folder=$(mktemp -d)
server="$folder/wlp/bin/server"
trap '"$server" stop > "$folder/stop" 2>&1 || true; rm -rf "$folder"' EXIT
services="$folder/src/main/resources/META-INF/services"
mkdir -p "$folder/src/main/java" "$folder/src/main/webapp/WEB-INF" "$services"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>validator</artifactId>
  <version>1</version>
  <packaging>war</packaging>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>jakarta.platform</groupId>
      <artifactId>jakarta.jakartaee-web-api</artifactId>
      <version>10.0.0</version>
      <scope>provided</scope>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
      <plugin><artifactId>maven-war-plugin</artifactId><version>3.4.0</version></plugin>
      <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version></plugin>
    </plugins>
  </build>
</project>
POM
cat > "$folder/src/main/webapp/WEB-INF/web.xml" <<'XML'
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
  <listener><listener-class>Started</listener-class></listener>
</web-app>
XML
cat > "$folder/src/main/webapp/WEB-INF/beans.xml" <<'XML'
<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
XML
echo Validated > "$services/jakarta.enterprise.inject.spi.Extension"
cat > "$folder/src/main/java/Validated.java" <<'JAVA'
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.concurrent.Callable;
import javax.naming.InitialContext;

public class Validated implements Extension {
  void validated(@Observes AfterDeploymentValidation event, BeanManager beans) {
    use("AfterDeploymentValidation", beans);
  }

  static void use(String when, BeanManager beans) {
    show(when + ", bean of the application", () -> bean(Greeting.class, beans).text());
    show(when + ", bean ValidatorFactory", () -> isValid(bean(ValidatorFactory.class, beans)));
    show(when + ", bean Validator", () -> isValid(bean(Validator.class, beans)));
    show(
        when + ", java:comp/ValidatorFactory",
        () -> isValid(InitialContext.<ValidatorFactory>doLookup("java:comp/ValidatorFactory")));
    show(when + ", factory built here", () -> isValid(Validation.buildDefaultValidatorFactory()));
  }

  private static <T> T bean(Class<T> type, BeanManager beans) {
    Bean<?> bean = beans.resolve(beans.getBeans(type));
    return type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean)));
  }

  private static String isValid(ValidatorFactory factory) {
    return isValid(factory.getValidator());
  }

  private static String isValid(Validator validator) {
    return validator.validate("anything").isEmpty() ? "valid" : "not valid";
  }

  private static void show(String what, Callable<String> attempt) {
    String became;
    try {
      became = attempt.call();
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      became = cause.getClass().getSimpleName();
    }
    System.out.println(what + " -> " + became);
  }
}
JAVA
cat > "$folder/src/main/java/Greeting.java" <<'JAVA'
@jakarta.enterprise.context.ApplicationScoped
public class Greeting {
  public String text() {
    return "hello";
  }
}
JAVA
cat > "$folder/src/main/java/Started.java" <<'JAVA'
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

public class Started implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Validated.use("contextInitialized", CDI.current().getBeanManager());
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile war:exploded dependency:unpack \
  -Dartifact=io.openliberty:openliberty-runtime:25.0.0.11:zip -DoutputDirectory="$folder"

mkdir -p "$folder/wlp/usr/servers/defaultServer"
cat > "$folder/wlp/usr/servers/defaultServer/server.xml" <<XML
<server>
  <featureManager>
    <feature>servlet-6.0</feature>
    <feature>cdi-4.0</feature>
    <feature>beanValidation-3.0</feature>
    <feature>jndi-1.0</feature>
  </featureManager>
  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="-1" httpsPort="-1"/>
  <webApplication name="validator" location="$folder/target/validator-1"/>
</server>
XML
"$server" start > "$folder/start"
log="$folder/wlp/usr/servers/defaultServer/logs/messages.log"
for _ in $(seq 600); do
  if grep -qE "CWWKZ000[1-4]" "$log"; then break; fi
  sleep 1
done
sed -nE 's/.* SystemOut +O ((After|context).* -> .*)/\1/p' "$log" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
