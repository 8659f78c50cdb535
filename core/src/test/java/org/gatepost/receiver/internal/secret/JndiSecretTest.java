package org.gatepost.receiver.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import org.apache.naming.ContextBindings;
import org.apache.naming.NamingContext;
import org.apache.naming.java.javaURLContextFactory;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets are looked up in JNDI, here that of Tomcat. */
@SuppressWarnings("BanJNDI")
class JndiSecretTest {
  private static final String TOKEN = "JndiSecretTest";

  private static FoundSecret find(String name) {
    return FoundSecret.find("jndi:" + name, "secret", "hook", MissingSecret.FAIL, Lookup.byServer())
        .get(0);
  }

  @BeforeEach
  void bind() throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, javaURLContextFactory.class.getName());
    System.setProperty(Context.URL_PKG_PREFIXES, "org.apache.naming");
    NamingContext root = new NamingContext(new Hashtable<>(), "test");
    Context env = root.createSubcontext("comp").createSubcontext("env");
    env.bind("hook", "a secret of JNDI");
    env.bind("blank", " ");
    env.bind("number", 7);
    ContextBindings.bindContext(TOKEN, root);
    ContextBindings.bindThread(TOKEN, null);
    new InitialContext().rebind("global", "a global secret");
  }

  @AfterEach
  void unbind() {
    ContextBindings.unbindThread(TOKEN, null);
    ContextBindings.unbindContext(TOKEN, null);
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    System.clearProperty(Context.URL_PKG_PREFIXES);
  }

  @ParameterizedTest
  @CsvSource({
    "java:comp/env/hook, a secret of JNDI",
    "hook, a secret of JNDI",
    "global, a global secret"
  })
  void secretIsFoundByItsNameInFullOrBare(String name, String secret) throws Exception {
    assertThat(find(name).text()).isEqualTo(secret);
    assertThat(find(name).label()).isEqualTo("jndi:" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "java:comp/env/none, nothing is bound there",
    "none, nothing is bound there",
    "blank, it is blank",
    "number, what is bound there is not a String",
    "ldap://127.0.0.1/x, its name must begin with java: or have no colon"
  })
  void whatIsNoSecretSaysWhy(String name, String why) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> find(name))
        .withMessage(
            "GP005: secret [jndi:%s] of filter [hook] must be set and not blank: %s", name, why);
  }

  @Test
  void serverWithoutJndiHasNothing() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    System.clearProperty(Context.URL_PKG_PREFIXES);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> find("hook"))
        .withMessageEndingWith("nothing is bound there");
  }
}
