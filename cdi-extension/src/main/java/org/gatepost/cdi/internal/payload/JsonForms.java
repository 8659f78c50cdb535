package org.gatepost.cdi.internal.payload;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatepost.cdi.internal.json.Condition;
import org.gatepost.cdi.internal.json.HeldValues;
import org.gatepost.cdi.internal.json.JsonPlace;
import org.gatepost.cdi.internal.json.NumberBounds;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.event.Where;

/**
 * The forms that JSON-P makes. Loaded only where the server has it and an observer needs one.
 * Immutable.
 */
final class JsonForms {
  private final Document document;

  /**
   * Finds the server's JSON-P.
   *
   * @throws LinkageError if it has the API, but not what implements it
   */
  JsonForms() {
    try {
      this.document =
          new Document(Json.createReaderFactory(Map.of()), Json.createBuilderFactory(Map.of()));
    } catch (JsonException e) {
      throw new LinkageError("no provider", e);
    }
  }

  /** Whether a type is one of JSON-P's. */
  static boolean makes(Class<?> type) {
    return JsonValue.class.isAssignableFrom(type);
  }

  /** The form that gives a subtype of {@link JsonValue}. */
  PayloadForm form(Class<?> type, JsonPlace at) {
    return new Value(type, part(at));
  }

  Part part(JsonPlace at) {
    return new Part(at, document);
  }

  /** The rule that all conditions hold; {@code problems} is told which breaks which rule. */
  ContentRule rule(List<Where> conditions, Consumer<String> problems) {
    List<Condition> compiled = new ArrayList<>();
    for (Where condition : conditions) {
      Condition.read(condition, problems).ifPresent(compiled::add);
    }
    return new Content(document, List.copyOf(compiled));
  }

  /**
   * The body as JSON. Of a form it is the field that holds JSON; without one, an object that has
   * for each field a string or, where a field is there several times, an array of strings.
   */
  record Document(JsonReaderFactory readers, JsonBuilderFactory builders) implements PayloadForm {
    @Override
    public JsonValue of(Payloads payloads) throws PayloadException {
      Map<String, List<String>> fields = payloads.fields();
      if (fields != null) {
        return object(fields);
      }
      String text = (String) payloads.of(DocumentText.FORM);
      JsonValue value;
      try (JsonReader reader = readers.createReader(new StringReader(text))) {
        value = reader.readValue();
      } catch (RuntimeException | StackOverflowError e) {
        throw PayloadTrouble.explain(JsonValue.class, e);
      }
      // Parsson reads no further than the value.
      HeldValues.WHOLE.require(text);
      return value;
    }

    private JsonValue object(Map<String, List<String>> fields) {
      JsonObjectBuilder object = builders.createObjectBuilder();
      fields.forEach(
          (name, values) -> {
            if (values.size() == 1) {
              object.add(name, values.get(0));
            } else {
              object.add(name, builders.createArrayBuilder(values));
            }
          });
      return object.build();
    }
  }

  /**
   * The text of the JSON in the body, unless that is a form without JSON; without a byte order mark
   * (RFC 8259, section 8.1, lets readers skip it), and with no number beyond {@link NumberBounds}.
   */
  record DocumentText() implements PayloadForm {
    static final DocumentText FORM = new DocumentText();

    @Override
    public String of(Payloads payloads) throws PayloadException {
      Optional<String> field = payloads.formJson();
      String text = field.isPresent() ? field.get() : (String) payloads.of(TextForm.FORM);
      return NumberBounds.require(TextForm.withoutMark(text));
    }
  }

  /** A part of the body as JSON. */
  record Part(JsonPlace at, Document document) implements PayloadForm {
    @Override
    public JsonValue of(Payloads payloads) throws PayloadException {
      JsonValue value = at.in((JsonValue) payloads.of(document));
      if (value == null) {
        throw new PayloadException("the body has nothing at " + at.pointer());
      }
      return value;
    }
  }

  /** A part of the body as a certain kind of JSON value. */
  private record Value(Class<?> type, Part part) implements PayloadForm {
    @Override
    public Object of(Payloads payloads) throws PayloadException {
      JsonValue value = part.of(payloads);
      if (!type.isInstance(value)) {
        throw new PayloadException(
            "the body has "
                + value.getValueType()
                + " where "
                + type.getSimpleName()
                + " is observed");
      }
      return value;
    }
  }

  /** Wants bodies that are JSON and meet some conditions. */
  private record Content(Document document, List<Condition> conditions) implements ContentRule {
    @Override
    public boolean wants(Payloads payloads) {
      JsonValue body;
      try {
        body = (JsonValue) payloads.of(document);
      } catch (PayloadException notJson) {
        return false;
      }
      for (Condition condition : conditions) {
        if (!condition.holds(body)) {
          return false;
        }
      }
      return true;
    }
  }
}
