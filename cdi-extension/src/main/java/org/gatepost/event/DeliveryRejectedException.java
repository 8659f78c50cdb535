package org.gatepost.event;

/**
 * Thrown by an observer that will never process a delivery, however often it is sent: it is not
 * called for it again. Its transaction is rolled back, and it is recorded as having finished. The
 * sender is told that all is well, unless another observer failed in a way that is to be repeated.
 *
 * <p>An exception class of the application's own says the same with {@link RejectsDelivery}.
 */
public class DeliveryRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A rejection.
   *
   * @param message why, for the log
   */
  public DeliveryRejectedException(String message) {
    super(message);
  }

  /**
   * A rejection with its cause.
   *
   * @param message why, for the log
   * @param cause what led to it, for the log
   */
  public DeliveryRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
