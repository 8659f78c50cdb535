package org.gatepost.sample.transactions.application;

import jakarta.annotation.Resource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;

/** Lets the transactions of a request with the header X-Short last no longer than a second. */
public class ShortTransactions extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Resource private transient UserTransaction transaction;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      transaction.setTransactionTimeout(request.getHeader("X-Short") == null ? 0 : 1);
      chain.doFilter(request, response);
      transaction.setTransactionTimeout(0);
    } catch (SystemException e) {
      throw new ServletException(e);
    }
  }
}
