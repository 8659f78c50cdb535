#!/usr/bin/env bash
# Open Liberty 25.0.0.11 (servlet-6.0) says null for the mappings that a filter does not have.
#
# Expected: an empty collection. Jakarta Servlet 6.0 says of FilterRegistration.getUrlPatternMappings() and of
# getServletNameMappings() that they return "a (possibly empty) Collection".
# Instead a filter with URL patterns alone has null for servlet names, and one with servlet names alone has null for URL
# patterns. One without a mapping has null for both. A servlet without a mapping has the empty collection.
#
# Seen on OpenJDK 17.0.15:
#   filter by-path: URL patterns -> [/hello]
#   filter by-path: servlet names -> null
#   filter by-name: URL patterns -> null
#   filter by-name: servlet names -> [hello]
#   filter by-both: URL patterns -> [/hello]
#   filter by-both: servlet names -> [hello]
#   filter unmapped: URL patterns -> null
#   filter unmapped: servlet names -> null
#   servlet other -> []
set -euo pipefail

folder=$(mktemp -d)
server="$folder/wlp/bin/server"
trap '"$server" stop > "$folder/stop" 2>&1 || true; rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java" "$folder/src/main/webapp/WEB-INF"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>mappings</artifactId>
  <version>1</version>
  <packaging>war</packaging>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>jakarta.servlet</groupId>
      <artifactId>jakarta.servlet-api</artifactId>
      <version>6.0.0</version>
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
  <filter><filter-name>by-path</filter-name><filter-class>PassingFilter</filter-class></filter>
  <filter><filter-name>by-name</filter-name><filter-class>PassingFilter</filter-class></filter>
  <filter><filter-name>by-both</filter-name><filter-class>PassingFilter</filter-class></filter>
  <filter><filter-name>unmapped</filter-name><filter-class>PassingFilter</filter-class></filter>
  <filter-mapping><filter-name>by-path</filter-name><url-pattern>/hello</url-pattern></filter-mapping>
  <filter-mapping><filter-name>by-name</filter-name><servlet-name>hello</servlet-name></filter-mapping>
  <filter-mapping>
    <filter-name>by-both</filter-name><url-pattern>/hello</url-pattern><servlet-name>hello</servlet-name>
  </filter-mapping>
  <servlet><servlet-name>hello</servlet-name><servlet-class>HelloServlet</servlet-class></servlet>
  <servlet><servlet-name>other</servlet-name><servlet-class>HelloServlet</servlet-class></servlet>
  <servlet-mapping><servlet-name>hello</servlet-name><url-pattern>/hello</url-pattern></servlet-mapping>
  <listener><listener-class>Mappings</listener-class></listener>
</web-app>
XML
cat > "$folder/src/main/java/Mappings.java" <<'JAVA'
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

public class Mappings implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    for (String name : new String[] {"by-path", "by-name", "by-both", "unmapped"}) {
      FilterRegistration filter = context.getFilterRegistration(name);
      System.out.println("filter " + name + ": URL patterns -> " + filter.getUrlPatternMappings());
      System.out.println("filter " + name + ": servlet names -> " + filter.getServletNameMappings());
    }
    System.out.println("servlet other -> " + context.getServletRegistration("other").getMappings());
  }
}
JAVA
cat > "$folder/src/main/java/PassingFilter.java" <<'JAVA'
public class PassingFilter extends jakarta.servlet.http.HttpFilter {}
JAVA
cat > "$folder/src/main/java/HelloServlet.java" <<'JAVA'
public class HelloServlet extends jakarta.servlet.http.HttpServlet {}
JAVA
mvn -B -q -f "$folder/pom.xml" compile war:exploded dependency:unpack \
  -Dartifact=io.openliberty:openliberty-runtime:25.0.0.11:zip -DoutputDirectory="$folder"

mkdir -p "$folder/wlp/usr/servers/defaultServer"
cat > "$folder/wlp/usr/servers/defaultServer/server.xml" <<XML
<server>
  <featureManager><feature>servlet-6.0</feature></featureManager>
  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="-1" httpsPort="-1"/>
  <webApplication name="mappings" location="$folder/target/mappings-1"/>
</server>
XML
"$server" start > "$folder/start"
log="$folder/wlp/usr/servers/defaultServer/logs/messages.log"
for _ in $(seq 600); do
  if grep -qE "CWWKZ000[1-4]" "$log"; then break; fi
  sleep 1
done
sed -nE 's/.* SystemOut +O ((filter|servlet) .* -> .*)/\1/p' "$log" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
