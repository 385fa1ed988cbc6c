package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.error.FieldError;
import runflow.outbound.UrlPolicy.Use;

class UrlPolicyTest {
  private static final UrlPolicy STRICT = new UrlPolicy(OutboundRules.strict());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://example.com:8080/hook?a=b#part",
        "HTTPS://EXAMPLE.com./",
        "https://my_host.example.com/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]:8443/",
        "https://example.com//double/ü?q=ü",
        "https://metadata.example.com/",
      })
  void acceptsPublicPlacesForCallbacks(String url) {
    assertThat(check(STRICT, url, Use.CALLBACK)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://127.1:8080/x",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://0/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost:3000/",
        "http://ip6-localhost/",
        "http://169.254.169.254/latest/meta-data",
        "http://metadata.google.internal/",
        "http://10.0.0.7/",
      })
  void refusesPlacesInsideInEverySpelling(String url) {
    assertThat(check(STRICT, url, Use.CALLBACK))
        .hasValueSatisfying(
            error ->
                assertThat(error.msg())
                    .startsWith("`callback_url` must not point at ")
                    .containsPattern("`outbound.allow`|never"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://example.com/|must start with https:// or http://",
        "example.com/hook|has no scheme",
        "file:///etc/passwd|must start with https:// or http://",
        "https://user:secret@example.com/|must not carry a user name or password",
        "https://user@example.com/|must not carry a user name or password",
        "https://127.0.0.1\\@example.com/|must be a URL",
        "https:///path|must name a host",
        "https:example.com|must name a host",
        "https://:80/|must name a host",
        "https://example.com:0/|must have a port between 1 and 65535",
        "https://example.com:65536/|must have a port between 1 and 65535",
        "https://example.com:8a/|must have a port between 1 and 65535",
        "https://exa mple.com/|must be a URL",
        "https://１２７.0.0.1/|ends like an IPv4 address but is none",
        "https://127%2e0.0.1/|ends like an IPv4 address but is none",
        "https://bücher.example/|must have a host of letters",
        "https://[fe80::1%25eth0]/|zone id",
        "https://1.2.3.4.5/|ends like an IPv4 address but is none",
        "https://256.1.1.1/|ends like an IPv4 address but is none",
        "https://example.0x1/|ends like an IPv4 address but is none",
        "https://a..b/|must have a host of letters",
        "''|has no scheme",
      })
  void refusesWhatIsNotAPlainWebAddress(String url, String rule) {
    assertThat(check(STRICT, url, Use.CALLBACK))
        .hasValueSatisfying(
            error -> assertThat(error.msg()).contains(rule).doesNotContain("secret@"));
  }

  @Test
  void theErrorNamesTheFieldWhereItStands() {
    assertThat(STRICT.check(List.of("input", "image_url"), "http://127.1/", Use.CALLBACK))
        .contains(
            new FieldError(
                List.of("input", "image_url"),
                "`image_url` must not point at 127.0.0.1: 127.0.0.1 is a loopback address; an"
                    + " operator can allow it with the setting `outbound.allow`",
                "url"));
  }

  @Test
  void theLengthIsBounded() {
    String longest = "https://example.com/" + "a".repeat(2048 - 20);
    assertThat(check(STRICT, longest, Use.CALLBACK)).isEmpty();
    assertThat(check(STRICT, longest + "a", Use.CALLBACK))
        .hasValueSatisfying(
            error -> assertThat(error.msg()).contains("at most 2048", "but has 2049"));
  }

  @Test
  void imagesNeedHttpsUnlessTheOperatorAllowsHttp() {
    var open = new UrlPolicy(new OutboundRules(false, true, List.of()));
    assertThat(check(STRICT, "https://example.com/a.png", Use.IMAGE)).isEmpty();
    assertThat(check(STRICT, "http://example.com/a.png?key=1", Use.IMAGE))
        .hasValueSatisfying(
            error -> assertThat(error.msg()).contains("https://").doesNotContain("key=1"));
    assertThat(check(open, "http://example.com/a.png", Use.IMAGE)).isEmpty();
  }

  @Test
  void whatTheOperatorAllowsIsAccepted() {
    var rules = new OutboundRules(true, false, List.of("10.0.0.0/8"));
    var policy = new UrlPolicy(rules);
    assertThat(check(policy, "http://localhost:3000/", Use.CALLBACK)).isEmpty();
    assertThat(check(policy, "http://2130706433:3000/", Use.CALLBACK)).isEmpty();
    assertThat(check(policy, "http://10.9.8.7/", Use.CALLBACK)).isEmpty();
    assertThat(check(policy, "http://192.168.0.1/", Use.CALLBACK)).isPresent();
  }

  private static Optional<FieldError> check(UrlPolicy policy, String url, Use use) {
    return policy.check(List.of("callback_url"), url, use);
  }
}
