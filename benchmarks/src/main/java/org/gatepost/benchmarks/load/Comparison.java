package org.gatepost.benchmarks.load;

/**
 * Two receivers on one server, of which one is the other's baseline.
 *
 * @param id its name in the results
 * @param baseline what the subject is held against, for people
 * @param subject what is measured, for people
 * @param baselinePath where the baseline receives
 * @param subjectPath where the subject receives
 * @param vitalsPath where the server tells what it has used
 * @param auditLog whether Gatepost's audit log is written
 */
record Comparison(
    String id,
    String baseline,
    String subject,
    String baselinePath,
    String subjectPath,
    String vitalsPath,
    boolean auditLog) {}
