package org.gatepost.servers.application.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the resources are. */
@ApplicationPath("/api")
public class Resources extends Application {}
