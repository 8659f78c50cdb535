package org.gatepost.servers.application;

import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;

/** The same where no source is in front. */
@WebServlet("/open")
@MultipartConfig
public final class OpenPartsServlet extends PartsServlet {
  private static final long serialVersionUID = 1L;
}
