package org.gatepost.servers.application.work;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import javax.naming.InitialContext;

/** Has a transaction running while what is behind it works, and takes that back. */
@SuppressWarnings("BanJNDI")
public class TransactionFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
      transaction.begin();
      try {
        chain.doFilter(request, response);
      } finally {
        transaction.rollback();
      }
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
