package org.gatepost;

import com.hazelcast.cache.impl.HazelcastServerCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.cache.CacheManager;

/**
 * Members of a Hazelcast grid in this process, on the loopback interface: each what a Payara Micro
 * has inside.
 */
public final class Grid implements AutoCloseable {
  private final List<HazelcastInstance> members = new ArrayList<>();
  private final List<CacheManager> managers = new ArrayList<>();

  /** Starts so many members, and waits until they are one grid with backups of everything. */
  public static Grid start(int members) {
    Grid grid = new Grid();
    String name = UUID.randomUUID().toString();
    try {
      for (int i = 0; i < members; i++) {
        grid.add(name);
      }
    } catch (RuntimeException e) {
      grid.close();
      throw e;
    }
    return grid;
  }

  private void add(String name) {
    Config config = new Config();
    config.setClusterName(name);
    config
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(10);
    for (HazelcastInstance member : members) {
      int port = member.getCluster().getLocalMember().getAddress().getPort();
      network.getJoin().getTcpIpConfig().addMember("127.0.0.1:" + port);
    }
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    members.add(member);
    managers.add(new HazelcastServerCachingProvider(member).getCacheManager());
    if (member.getCluster().getMembers().size() != members.size()) {
      throw new IllegalStateException("a member did not find the others");
    }
    while (!member.getPartitionService().isClusterSafe()) {
      Thread.onSpinWait();
    }
  }

  /** What a member has in JNDI as {@code payara/CacheManager}. */
  public CacheManager manager(int member) {
    return managers.get(member);
  }

  /** Ends a member as a power failure would. */
  public void kill(int member) {
    members.get(member).getLifecycleService().terminate();
  }

  @Override
  public void close() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }
}
