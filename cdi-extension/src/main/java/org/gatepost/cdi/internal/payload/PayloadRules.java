package org.gatepost.cdi.internal.payload;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Consumer;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.declared.FoundObserver;

/**
 * What payloads must be besides bound. Implementations are thread-safe.
 *
 * <p>No class but {@link ValidationRules} mentions Jakarta Validation, which a server may lack.
 */
interface PayloadRules extends AutoCloseable {

  /** Any payload will do. */
  PayloadRules NONE =
      new PayloadRules() {
        @Override
        public PayloadForm checked(
            PayloadForm form, FoundObserver observer, Consumer<String> problems) {
          return form;
        }

        @Override
        public void close() {}
      };

  /**
   * A form that gives what another does, unless it breaks a rule for this observer.
   *
   * @param problems is told of rules that cannot be checked
   */
  PayloadForm checked(PayloadForm form, FoundObserver observer, Consumer<String> problems);

  @Override
  void close();

  /**
   * Those of Jakarta Validation, or {@link #NONE} if this server has none.
   *
   * @throws IllegalStateException if it has, but it does not start
   */
  static PayloadRules ofServer(BeanManager beans, OwnBeans application) {
    try {
      Class.forName("jakarta.validation.Validation");
      return ValidationRules.find(beans, application);
    } catch (ClassNotFoundException | NoClassDefFoundError absent) {
      return NONE;
    }
  }
}
