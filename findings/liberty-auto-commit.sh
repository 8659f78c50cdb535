#!/usr/bin/env bash
# Open Liberty 25.0.0.11 (jdbc-4.3, with H2 2.3.232) says within a transaction that a connection commits by itself.
#
# Expected: getAutoCommit() is false between begin() and rollback() of a UserTransaction, as in WildFly 39.0.1. It
# "retrieves the current auto-commit mode", says java.sql.Connection, and true means that each statement is committed by
# itself. The JDBC specification calls it an error to enable auto-commit in a distributed transaction.
# Instead it is true before the first statement, after it, and on another connection in the same transaction. H2 says
# false in the same session, the server refuses commit(), and the row goes with the rollback.
#
# Seen on OpenJDK 17.0.15:
#   before begin(), getAutoCommit() -> true
#   before begin(), H2's own mode -> true
#   after begin(), getAutoCommit() -> true
#   after an insert, getAutoCommit() -> true
#   after an insert, H2's own mode -> false
#   after an insert, commit() -> SQLException
#   another connection, getAutoCommit() -> true
#   after rollback(), rows -> 0
set -euo pipefail

folder=$(mktemp -d)
server="$folder/wlp/bin/server"
trap '"$server" stop > "$folder/stop" 2>&1 || true; rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java" "$folder/src/main/webapp/WEB-INF"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>auto-commit</artifactId>
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
  <listener><listener-class>Transactions</listener-class></listener>
</web-app>
XML
cat > "$folder/src/main/java/Transactions.java" <<'JAVA'
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.sql.DataSource;

public class Transactions implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      DataSource source = InitialContext.doLookup("jdbc/work");
      UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table work (id int)");
        show("before begin(), getAutoCommit()", connection.getAutoCommit());
        show("before begin(), H2's own mode", first(statement, "call autocommit()"));
      }
      transaction.begin();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        show("after begin(), getAutoCommit()", connection.getAutoCommit());
        statement.executeUpdate("insert into work values (1)");
        show("after an insert, getAutoCommit()", connection.getAutoCommit());
        show("after an insert, H2's own mode", first(statement, "call autocommit()"));
        show("after an insert, commit()", commit(connection));
      }
      try (Connection another = source.getConnection()) {
        show("another connection, getAutoCommit()", another.getAutoCommit());
      }
      transaction.rollback();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        show("after rollback(), rows", first(statement, "select count(*) from work"));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object first(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getObject(1);
    }
  }

  private static String commit(Connection connection) {
    try {
      connection.commit();
      return "done";
    } catch (SQLException e) {
      return "SQLException";
    }
  }

  private static void show(String what, Object value) {
    System.out.println(what + " -> " + value);
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile war:exploded dependency:unpack \
  -Dartifact=io.openliberty:openliberty-runtime:25.0.0.11:zip -DoutputDirectory="$folder"
mvn -B -q -f "$folder/pom.xml" dependency:copy -Dartifact=com.h2database:h2:2.3.232 -DoutputDirectory="$folder"

mkdir -p "$folder/wlp/usr/servers/defaultServer"
cat > "$folder/wlp/usr/servers/defaultServer/server.xml" <<XML
<server>
  <featureManager>
    <feature>servlet-6.0</feature>
    <feature>jdbc-4.3</feature>
    <feature>jndi-1.0</feature>
  </featureManager>
  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="-1" httpsPort="-1"/>
  <library id="h2"><file name="$folder/h2-2.3.232.jar"/></library>
  <dataSource jndiName="jdbc/work" type="javax.sql.XADataSource">
    <jdbcDriver libraryRef="h2" javax.sql.XADataSource="org.h2.jdbcx.JdbcDataSource"/>
    <properties URL="jdbc:h2:mem:work;DB_CLOSE_DELAY=-1" user="sa" password=""/>
  </dataSource>
  <webApplication name="auto-commit" location="$folder/target/auto-commit-1"/>
</server>
XML
"$server" start > "$folder/start"
log="$folder/wlp/usr/servers/defaultServer/logs/messages.log"
for _ in $(seq 600); do
  if grep -qE "CWWKZ000[1-4]" "$log"; then break; fi
  sleep 1
done
sed -nE 's/.* SystemOut +O ((before|after|another) .* -> .*)/\1/p' "$log" > "$folder/seen"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
