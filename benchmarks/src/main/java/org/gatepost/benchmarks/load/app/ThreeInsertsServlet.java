package org.gatepost.benchmarks.load.app;

/** What three observers do, without a gate: three rows, each in a transaction of its own. */
public class ThreeInsertsServlet extends InsertServlet {
  private static final long serialVersionUID = 1L;

  @Override
  void insert(WorkflowCompleted event) throws Exception {
    for (String which : new String[] {"-1", "-2", "-3"}) {
      insert(event, which);
    }
  }
}
