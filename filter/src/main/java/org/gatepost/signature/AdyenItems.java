package org.gatepost.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items of an Adyen notification: the scalars of each {@code NotificationRequestItem}, by name,
 * those of its objects as {@code amount/value}. The body is read as strict JSON in one pass; an
 * object on the way that has a name twice is refused.
 */
final class AdyenItems {
  // Adyen sends one; this bounds the work for what nobody signed.
  private static final int MAX_ITEMS = 100;
  // Less than what the fields of the key are read to, so that they are there after this.
  private static final int MAX_DEPTH = 64;

  private interface Reader {
    void read(String name) throws JsonTokens.NotJsonException, RefusedException;
  }

  private interface Value {
    void read() throws JsonTokens.NotJsonException, RefusedException;
  }

  private final JsonTokens tokens;
  private final List<Map<String, String>> items = new ArrayList<>();

  private AdyenItems(byte[] body) {
    this.tokens = new JsonTokens(body);
  }

  /**
   * The items of a body, at least one.
   *
   * @throws RefusedException if the body is no such notification
   */
  static List<Map<String, String>> of(byte[] body) throws RefusedException {
    AdyenItems reader = new AdyenItems(body);
    try {
      reader.object(true, name -> reader.wanted("notificationItems".equals(name), reader::list));
      reader.tokens.expectEnd();
    } catch (JsonTokens.NotJsonException notJson) {
      throw malformed("the body is not a JSON object with notificationItems");
    }
    if (reader.items.isEmpty()) {
      throw new RefusedException(Refusal.Reason.MISSING, "the body has no notificationItems");
    }
    return reader.items;
  }

  private void wanted(boolean here, Value value)
      throws JsonTokens.NotJsonException, RefusedException {
    if (here) {
      value.read();
    } else {
      skip(1);
    }
  }

  private void list() throws JsonTokens.NotJsonException, RefusedException {
    array(this::element);
  }

  private void element(String index) throws JsonTokens.NotJsonException, RefusedException {
    int before = items.size();
    if (before == MAX_ITEMS) {
      throw malformed("the body has more than " + MAX_ITEMS + " notificationItems");
    }
    object(true, name -> wanted("NotificationRequestItem".equals(name), this::item));
    if (items.size() == before) {
      throw malformed("one of notificationItems is no NotificationRequestItem");
    }
  }

  private void item() throws JsonTokens.NotJsonException, RefusedException {
    Map<String, String> fields = new HashMap<>();
    object(true, name -> field(fields, name));
    items.add(fields);
  }

  private void field(Map<String, String> fields, String name)
      throws JsonTokens.NotJsonException, RefusedException {
    if (name.equals("amount") || name.equals("additionalData")) {
      if (tokens.peek() == '{') {
        object(true, inner -> scalar(fields, name + "/" + inner));
        return;
      }
    }
    // Else a field of that name could pass for the amount's.
    wanted(name.indexOf('/') < 0, () -> scalar(fields, name));
  }

  private void scalar(Map<String, String> fields, String name)
      throws JsonTokens.NotJsonException, RefusedException {
    char c = tokens.peek();
    if (c == '{' || c == '[') {
      skip(5);
      return;
    }
    String text = tokens.scalar(c, true);
    if (text != null) {
      fields.put(name, text);
    }
  }

  private void skip(int depth) throws JsonTokens.NotJsonException, RefusedException {
    if (depth > MAX_DEPTH) {
      throw tokens.notJson();
    }
    char c = tokens.peek();
    if (c == '{') {
      object(false, name -> skip(depth + 1));
    } else if (c == '[') {
      array(index -> skip(depth + 1));
    } else {
      tokens.scalar(c, false);
    }
  }

  private void object(boolean named, Reader member)
      throws JsonTokens.NotJsonException, RefusedException {
    Set<String> names = new HashSet<>();
    open('{');
    if (tokens.peek() == '}') {
      tokens.skip();
      return;
    }
    do {
      String name = tokens.memberName(named);
      if (named && !names.add(name)) {
        throw new RefusedException(
            Refusal.Reason.AMBIGUOUS, "an object of the notification has a name twice");
      }
      member.read(name);
    } while (more('}'));
  }

  private void array(Reader element) throws JsonTokens.NotJsonException, RefusedException {
    open('[');
    if (tokens.peek() == ']') {
      tokens.skip();
      return;
    }
    do {
      element.read("");
    } while (more(']'));
  }

  private void open(char bracket) throws JsonTokens.NotJsonException {
    if (tokens.peek() != bracket) {
      throw tokens.notJson();
    }
    tokens.skip();
  }

  /** Whether another value follows; reads the comma, or else the end. */
  private boolean more(char end) throws JsonTokens.NotJsonException {
    char c = tokens.peek();
    if (c != ',' && c != end) {
      throw tokens.notJson();
    }
    tokens.skip();
    return c == ',';
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
