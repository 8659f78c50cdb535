package org.gatepost.sample.echo;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Tells what it is given. */
@Path("")
@Produces("text/plain;charset=UTF-8")
public class EchoResource {

  /** Fields of a form. */
  @POST
  @Path("form")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public String form(
      @FormParam("a") List<String> a, @FormParam("b") String b, @QueryParam("p") List<String> p) {
    return "form " + a + " " + b + " " + p;
  }

  /** Any body, answered by another thread. */
  @POST
  @Path("suspended")
  public void suspended(
      byte[] body, @Context HttpHeaders headers, @Suspended AsyncResponse response) {
    String seen =
        "suspended "
            + new TreeMap<>(headers.getRequestHeaders())
            + " "
            + HexFormat.of().formatHex(body);
    new Thread(() -> response.resume(seen)).start();
  }
}
