package org.gatepost.signature.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.List;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A handshake in the body is one wherever it says so and however that is spelled, though no more of
 * a delivery's body is read than shows that it is none.
 */
class HandshakeInBodyTest {
  private static final Sample SLACK = Sample.of("slack");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'url_verification','challenge':'abc'}",
        "{'challenge':'abc','type':'url_verification'}",
        "{'event':{'type':'message','challenge':'no'},'challenge':'abc','type':'url_verification'}",
        "{'challenge':'abc','x':['type','url_verification'],'type':'\\u0075rl_verification'}",
        "{'challenge':'abc','\\u0074ype':'url\\u005Fverification'}",
        "{'t\\u0079p\\u0065':'\\u0075\\u0072\\u006c\\u005f\\u0076\\u0065\\u0072\\u0069\\u0066\\u0069\\u0063"
            + "\\u0061\\u0074\\u0069\\u006f\\u006e','challenge':'abc'}",
        "  {  'type' : 'url_verification' , 'challenge' : '\\u0061bc' }  "
      })
  void handshakeIsFoundHoweverItIsWritten(String body) {
    assertThat(verify(body)).isInstanceOf(Handshake.class);
    assertThat(((Handshake) verify(body)).answer()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'event_callback','challenge':'abc','event':{'type':'url_verification'}}",
        "{'type':'URL_VERIFICATION','challenge':'abc'}",
        "{'type':'url_verification ','challenge':'abc'}",
        "{'type':'\\u0055rl_verification','challenge':'abc'}",
        "{'type':'\\\\u0075rl_verification','challenge':'abc'}",
        "{'type':['url_verification'],'challenge':'abc'}",
        "{'type':{'type':'url_verification'},'challenge':'abc'}",
        "{'type':null,'challenge':'abc'}",
        "{'type':'','challenge':'abc'}",
        "{'type':'url_verification','challenge':'abc'",
        "{'type':'url_verification','challenge':'abc'} x",
        "[{'type':'url_verification','challenge':'abc'}]",
        "'url_verification'"
      })
  void whatIsNoHandshakeIsADelivery(String body) {
    assertThat(verify(body)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'event_callback','type':'url_verification','challenge':'abc'}",
        "{'type':'event_callback','challenge':'abc','\\u0074ype':'url_verification'}",
        // The type of the delivery would be that of the event, which is clear.
        "{'type':'event_callback','event':{'type':'message'},'type':'event_callback'}"
      })
  void typeThatComesTwiceIsRefusedAsSoonAsTheDeliveryIsDescribed(String body) {
    Verified verified = (Verified) verify(body);

    assertThatExceptionOfType(UnclearRequestException.class)
        .isThrownBy(verified::type)
        .satisfies(e -> assertRefused(e.refusal(), Refusal.Reason.AMBIGUOUS));
    assertThatExceptionOfType(UnclearRequestException.class).isThrownBy(verified::key);
    assertThatExceptionOfType(UnclearRequestException.class).isThrownBy(verified::id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'url_verification','type':'event_callback','challenge':'abc'}",
        "{'type':'url_verification','challenge':'abc','type':'url_verification'}"
      })
  void handshakeWhoseTypeComesTwiceIsRefused(String body) {
    assertRefused(verify(body), Refusal.Reason.AMBIGUOUS);
  }

  @Test
  void typeIsReadBehindWhatShowedThatItIsNoHandshake() {
    Verified verified =
        (Verified) verify("{'type':'event_callback','event_id':'Ev1','event':{'type':'message'}}");

    assertThat(verified.type()).isEqualTo("message");
    assertThat(verified.id()).contains("Ev1");
  }

  @Test
  void bodyThatTurnsOutToBeNoJsonHasNeitherIdNorType() {
    Verified verified = (Verified) verify("{'type':'event_callback','event_id':'Ev1',}");

    assertThatThrownBy(verified::type)
        .isInstanceOfSatisfying(
            UnclearRequestException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.UNREADABLE));
  }

  private static Verification verify(String body) {
    return SLACK
        .scheme()
        .verifier(List.of(SLACK.secret()))
        .verify(SLACK.requestOf(body.replace('\'', '"'), Sample.SIGNED_AT), Sample.SIGNED_AT);
  }
}
