package org.gatepost.cdi.internal.payload;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of Jakarta Validation on a payload's class, or on the classes of its elements,
 * and those on the observer's parameter. Thread-safe.
 */
final class ValidationRules implements PayloadRules {
  // Jakarta Validation, as a component finds it (Jakarta EE Platform, section 5.17).
  private static final String JNDI_NAME = "java:comp/ValidatorFactory";

  private final BeanManager beans;
  private final Validator validator;
  private final @Nullable ValidatorFactory own;

  private ValidationRules(
      BeanManager beans, ValidatorFactory factory, @Nullable ValidatorFactory own) {
    this.beans = beans;
    this.validator = factory.getValidator();
    this.own = own;
  }

  /** Those of the application, of the server, or of whatever implements them. */
  static PayloadRules find(BeanManager beans, OwnBeans application) {
    ValidatorFactory given = ofBeans(beans, application);
    given = given == null ? ofServer() : given;
    try {
      if (given != null) {
        return new ValidationRules(beans, given, null);
      }
      ValidatorFactory own = Validation.buildDefaultValidatorFactory();
      return new ValidationRules(beans, own, own);
    } catch (NoProviderFoundException absent) {
      return NONE;
    } catch (ValidationException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static @Nullable ValidatorFactory ofBeans(BeanManager beans, OwnBeans application) {
    try {
      ValidatorFactory found = application.get(ValidatorFactory.class, beans);
      boolean isServers = application.isSynthetic(ValidatorFactory.class, beans);
      return found == null || (isServers && !isReady(found)) ? null : found;
    } catch (AmbiguousResolutionException several) {
      return null;
    }
  }

  /** Open Liberty's own bean throws until the module has started, which is after this. */
  private static boolean isReady(ValidatorFactory factory) {
    try {
      Validator unused = factory.getValidator();
      return true;
    } catch (ValidationException notYet) {
      return false;
    }
  }

  // The name is a constant, and nothing that comes from outside.
  @SuppressWarnings("BanJNDI")
  private static @Nullable ValidatorFactory ofServer() {
    try {
      return InitialContext.doLookup(JNDI_NAME) instanceof ValidatorFactory found ? found : null;
    } catch (NamingException absent) {
      return null;
    }
  }

  @Override
  public PayloadForm checked(PayloadForm form, FoundObserver observer, Consumer<String> problems) {
    PayloadForm valid = new ValidForm(form, validator);
    AnnotatedParameter<?> parameter = observer.parameter();
    if (parameter == null || !MayHaveConstraints.onParameter(parameter)) {
      return valid;
    }
    Bean<?> bean = observer.method().getDeclaringBean();
    Method method = ((AnnotatedMethod<?>) parameter.getDeclaringCallable()).getJavaMember();
    // Jakarta Validation wants an instance, though it looks at its class only. A proxy is one, and
    // does not make the bean.
    if (bean == null
        || !beans.isNormalScope(bean.getScope())
        || Modifier.isStatic(method.getModifiers())
        || Modifier.isPrivate(method.getModifiers())) {
      problems.accept(Messages.uncheckedParameter(observer.signature()));
      return valid;
    }
    Object proxy =
        beans.getReference(bean, bean.getBeanClass(), beans.createCreationalContext(bean));
    return new ValidParameterForm(valid, validator, proxy, method, parameter.getPosition());
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
