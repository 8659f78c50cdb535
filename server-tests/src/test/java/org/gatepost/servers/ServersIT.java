package org.gatepost.servers;

import org.gatepost.servers.check.Answers;
import org.gatepost.servers.check.Bodies;
import org.gatepost.servers.check.Deployments;
import org.gatepost.servers.check.Ears;
import org.gatepost.servers.check.Events;
import org.gatepost.servers.check.LaterAnswers;
import org.gatepost.servers.check.Ledgers;
import org.gatepost.servers.check.Misconfigurations;
import org.gatepost.servers.check.Paths;
import org.gatepost.servers.check.Samples;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestClassOrder;

/** Every check on every server that was chosen. */
@InEachServer
@TestClassOrder(ClassOrderer.ClassName.class)
class ServersIT {
  @Nested
  class AnswersChecks extends Answers {}

  @Nested
  class BodiesChecks extends Bodies {}

  @Nested
  class DeploymentsChecks extends Deployments {}

  @Nested
  class EarsChecks extends Ears {}

  @Nested
  class EventsChecks extends Events {}

  @Nested
  class LaterAnswersChecks extends LaterAnswers {}

  @Nested
  class LedgersChecks extends Ledgers {}

  @Nested
  class MisconfigurationsChecks extends Misconfigurations {}

  @Nested
  class PathsChecks extends Paths {}

  @Nested
  class SamplesChecks extends Samples {}
}
