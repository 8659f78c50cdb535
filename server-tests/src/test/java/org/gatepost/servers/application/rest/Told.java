package org.gatepost.servers.application.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.gatepost.Delivery;

/** Tells what it is given, and by whom. */
@Path("")
@Produces("text/plain;charset=UTF-8")
@RequestScoped
public class Told {
  @Context HttpServletRequest request;

  /** A form. */
  @POST
  @Path("form")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public String form(@FormParam("a") String a, @FormParam("b") List<String> b) {
    return source() + " a=" + a + " b=" + b;
  }

  /** Parts. */
  @POST
  @Path("parts")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public String parts(List<EntityPart> parts) throws IOException {
    StringBuilder told = new StringBuilder(source());
    for (EntityPart part : parts) {
      told.append(' ').append(part.getName()).append('=').append(part.getContent(String.class));
    }
    return told.toString();
  }

  /** Any body, answered by another thread. */
  @POST
  @Path("later")
  public void later(String body, @Suspended AsyncResponse response) {
    String told = source() + " " + body;
    new Thread(() -> response.resume(told)).start();
  }

  private String source() {
    return request.getAttribute(Delivery.ATTRIBUTE) instanceof Delivery delivery
        ? delivery.source()
        : "nobody";
  }
}
