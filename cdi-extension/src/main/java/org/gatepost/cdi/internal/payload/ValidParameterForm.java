package org.gatepost.cdi.internal.payload;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.cdi.internal.json.PayloadException;

/**
 * What another form gives, unless it breaks a constraint on the observer's parameter. Equal to
 * nothing but itself, since no other observer has this parameter.
 */
final class ValidParameterForm implements PayloadForm {
  private final PayloadForm form;
  private final Validator validator;
  // A proxy: the bean may not exist yet.
  private final Object bean;
  private final Method method;
  private final int position;

  ValidParameterForm(
      PayloadForm form, Validator validator, Object bean, Method method, int position) {
    this.form = form;
    this.validator = validator;
    this.bean = bean;
    this.method = method;
    this.position = position;
  }

  @Override
  public Object of(Payloads payloads) throws PayloadException {
    Object payload = payloads.of(form);
    Object[] arguments = new Object[method.getParameterCount()];
    arguments[position] = payload;
    List<ConstraintViolation<?>> violations = new ArrayList<>();
    try {
      for (ConstraintViolation<?> each :
          validator.forExecutables().validateParameters(bean, method, arguments)) {
        if (isOfPayload(each)) {
          violations.add(each);
        }
      }
    } catch (ValidationException e) {
      throw Violations.trouble(e);
    }
    Violations.requireNone(payload, violations);
    return payload;
  }

  /** The other parameters are injected, and not known yet. */
  private boolean isOfPayload(ConstraintViolation<?> violation) {
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        return node.as(Path.ParameterNode.class).getParameterIndex() == position;
      }
    }
    return false;
  }
}
