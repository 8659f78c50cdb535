package org.gatepost.cdi;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * What another form gives, unless it breaks a constraint on the observer's parameter.
 *
 * @param bean a proxy of the bean whose method it is
 */
record ValidParameterForm(
    PayloadForm form, Validator validator, Object bean, Method method, int position)
    implements PayloadForm {

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

  @Override
  public boolean isShared() {
    return form.isShared();
  }

  // A record would ask the proxy, and so the bean, which may not exist yet.
  @Override
  public boolean equals(Object other) {
    return other instanceof ValidParameterForm that
        && form.equals(that.form)
        && bean == that.bean
        && method.equals(that.method);
  }

  @Override
  public int hashCode() {
    return 31 * form.hashCode() + method.hashCode();
  }
}
