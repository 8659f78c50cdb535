package org.gatepost.benchmarks.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.TimeUnit;
import org.gatepost.benchmarks.DurablePostgreSql;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** New deliveries claimed and completed in PostgreSQL, every commit on the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class JdbcLedgerBenchmark {
  private static final int CONNECTIONS = 8;

  /** Which store, see {@link DatabaseStores#of}. */
  @Param({"insert", "gatepost", "gatepost-receipt", "camel", "spring"})
  public String store = "";

  private final PassingClock clock = new PassingClock();
  private EmbeddedPostgres database;
  private HikariDataSource pool;
  private Store made = id -> false;

  /** Starts the database. */
  @Setup
  public void start() throws Exception {
    database = DurablePostgreSql.builder().start();
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.getPostgresDatabase());
    config.setMaximumPoolSize(CONNECTIONS);
    pool = new HikariDataSource(config);
    made = DatabaseStores.of(store, pool);
    if (!made.pass("first") || (!store.equals("insert") && made.pass("first"))) {
      throw new IllegalStateException(store + " does not tell what it has seen");
    }
  }

  @TearDown
  public void stop() throws Exception {
    made.close();
    pool.close();
    database.close();
  }

  @Benchmark
  @Threads(1)
  public boolean oneThread(Deliveries deliveries) throws Exception {
    return deliveries.pass(made, clock);
  }

  @Benchmark
  @Threads(CONNECTIONS)
  public boolean eightThreads(Deliveries deliveries) throws Exception {
    return deliveries.pass(made, clock);
  }
}
