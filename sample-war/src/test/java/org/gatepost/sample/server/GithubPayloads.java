package org.gatepost.sample.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Payloads of every kind that GitHub sends, by "Webhook events and payloads": its events with and
 * without an action, as JSON and as a form, of every size up to its limit, and with what JSON
 * allows besides.
 */
public final class GithubPayloads {
  /** GitHub's limit for a payload. */
  private static final int LIMIT = 25 << 20;

  /** How long an id is that {@link Payload#request} is given. */
  public static final int ID_LENGTH = 39;

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final List<String> WITH_ACTION =
      List.of(
          "branch_protection_configuration.disabled",
          "branch_protection_rule.edited",
          "check_run.requested_action",
          "check_suite.completed",
          "code_scanning_alert.appeared_in_branch",
          "commit_comment.created",
          "custom_property.updated",
          "custom_property_values.updated",
          "dependabot_alert.auto_dismissed",
          "deploy_key.created",
          "deployment.created",
          "deployment_protection_rule.requested",
          "deployment_review.approved",
          "deployment_status.created",
          "discussion.category_changed",
          "discussion_comment.edited",
          "github_app_authorization.revoked",
          "installation.new_permissions_accepted",
          "installation_repositories.added",
          "installation_target.renamed",
          "issue_comment.created",
          "issues.opened",
          "issues.transferred",
          "label.deleted",
          "marketplace_purchase.pending_change_cancelled",
          "member.added",
          "membership.removed",
          "merge_group.checks_requested",
          "meta.deleted",
          "milestone.closed",
          "org_block.blocked",
          "organization.member_invited",
          "package.published",
          "personal_access_token_request.approved",
          "project.closed",
          "project_card.moved",
          "project_column.moved",
          "projects_v2.reopened",
          "projects_v2_item.reordered",
          "projects_v2_status_update.created",
          "pull_request.synchronize",
          "pull_request_review.dismissed",
          "pull_request_review_comment.created",
          "pull_request_review_thread.resolved",
          "registry_package.published",
          "release.prereleased",
          "repository.privatized",
          "repository_advisory.reported",
          "repository_dispatch.on-demand test",
          "repository_ruleset.edited",
          "repository_vulnerability_alert.resolve",
          "secret_scanning_alert.publicly_leaked",
          "secret_scanning_alert_location.created",
          "secret_scanning_scan.completed",
          "security_advisory.withdrawn",
          "sponsorship.pending_tier_change",
          "star.created",
          "sub_issues.parent_issue_added",
          "team.added_to_repository",
          "watch.started",
          "workflow_job.in_progress",
          "workflow_run.requested");

  private static final List<String> WITHOUT_ACTION =
      List.of(
          "create",
          "delete",
          "fork",
          "gollum",
          "page_build",
          "ping",
          "public",
          "push",
          "repository_import",
          "security_and_analysis",
          "status",
          "team_add",
          "workflow_dispatch");

  private GithubPayloads() {}

  /**
   * A payload.
   *
   * @param name what is special about it
   * @param type the type that it is to be recorded under
   * @param contentType the content type of the body
   * @param body the body, in which {@code ID} stands for an id
   */
  public record Payload(String name, String type, String contentType, String body) {

    /** A genuine request with this payload. */
    public Request request(String id) {
      String event = event(type);
      Request request =
          Request.of(
              Source.GITHUB,
              Instant.now(),
              Payloads.githubHeaders(event, id),
              body.replaceFirst("ID", id));
      Map<String, String> headers = new HashMap<>(request.headers());
      headers.put("Content-Type", contentType);
      return new Request(request.source(), headers, request.body());
    }
  }

  /** One of each kind. */
  public static List<Payload> all() {
    List<Payload> all = new ArrayList<>();
    for (String type : WITH_ACTION) {
      String action = type.split("\\.", 2)[1];
      String body = "{\"action\": \"" + action + "\", " + rest(event(type)) + "}";
      all.add(new Payload(type, type, JSON, body));
      all.add(new Payload(type + " as a form", type, FORM, form(body)));
    }
    for (String type : WITHOUT_ACTION) {
      all.add(new Payload(type, type, JSON, "{" + rest(type) + "}"));
      all.add(new Payload(type + " as a form", type, FORM, form("{" + rest(type) + "}")));
    }
    oddities().forEach((name, member) -> all.add(oddity(name, member)));
    all.add(
        new Payload(
            "null for an action", "star", JSON, "{\"action\": null, " + rest("star") + "}"));
    for (int bytes : List.of(1 << 10, 1 << 16, 1 << 20, LIMIT)) {
      all.add(sized("push", bytes));
    }
    return all;
  }

  private static String event(String type) {
    return type.split("\\.", 2)[0];
  }

  /** What payloads of an event have, and the members that the sample's records look at. */
  private static String rest(String event) {
    String own =
        switch (event) {
          case "push" -> "\"commits\": [], ";
          case "issues" ->
              "\"issue\": {\"number\": 9007199254740993, \"title\": \"\\u00e9\\ud83d\\ude00\","
                  + " \"assignee\": null, \"labels\": []}, ";
          case "membership" -> "\"scope\": \"team\", ";
          case "org_block" -> "\"blocked_user\": {}, ";
          case "team" -> "\"team\": {}, ";
          case "workflow_dispatch" -> "\"inputs\": null, ";
          case "repository_dispatch" -> "\"client_payload\": {}, ";
          default -> "";
        };
    return own
        + "\"ref\": \"refs/heads/main\", \"before\": null, \"after\": \"ID\","
        + " \"installation\": {\"id\": 1}, \"sender\": {\"login\": \"octocat\", \"site_admin\": false}";
  }

  private static Map<String, String> oddities() {
    return Map.of(
        "nothing but null", "null",
        "arrays of arrays", "[[], [[null]], [{}]]",
        "deep", "[".repeat(100) + "]".repeat(100),
        "numbers", "[0, -0, 1e400, 1E-400, 123456789012345678901234567890.5]",
        "text beyond the basic plane", "\"\ud83d\udc68\u200d\ud83d\udcbb \ud835\udd38\"",
        "escapes", "\"\\u0000\\u001f\\\\\\/\\b\\ud83d\\ude00\"",
        "half a surrogate pair, escaped", "\"\\ud800\"",
        "right to left, joined, not a character",
            "\"\u202e\u0627\u0644\u200f e\u0301 \ufffe\uffff\"",
        "separators of lines", "\"\u2028\u2029\u0085\"",
        "a name that is empty", "{\"\": {\"\": \"\"}}");
  }

  private static Payload oddity(String name, String value) {
    return new Payload(
        name,
        "repository_dispatch.odd",
        JSON,
        "{\"action\": \"odd\", \"client_payload\": {\"odd\": " + value + "}, " + rest("") + "}");
  }

  /** A push of many commits, of exactly so many bytes once its id is in it. */
  private static Payload sized(String type, int bytes) {
    String commit =
        "{\"id\": \"6113728f27ae82c7b1a177c8d03f9e96e0adf246\", \"message\": \"\u00e9\"},";
    StringBuilder body = new StringBuilder("{\"after\": \"ID\", \"commits\": [");
    int size = body.length() - 2 + ID_LENGTH;
    int each = commit.getBytes(StandardCharsets.UTF_8).length;
    String last = "{\"id\": \"\", \"message\": \"\"}], \"ref\": \"refs/heads/main\"}";
    for (size += last.length(); size + each <= bytes; size += each) {
      body.append(commit);
    }
    body.append(last).append(" ".repeat(bytes - size));
    return new Payload(type + " of " + bytes + " bytes", type, JSON, body.toString());
  }

  private static String form(String json) {
    return "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
  }
}
