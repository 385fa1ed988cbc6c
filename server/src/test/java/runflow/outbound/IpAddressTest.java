package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1",
    "127.0.0.1.,127.0.0.1",
    "2130706433,127.0.0.1",
    "0x7f000001,127.0.0.1",
    "0X7F.1,127.0.0.1",
    "0x7f.0x0.0x0.0x1,127.0.0.1",
    "017700000001,127.0.0.1",
    "0177.0.0.01,127.0.0.1",
    "127.1,127.0.0.1",
    "127.0.1,127.0.0.1",
    "0,0.0.0.0",
    "0x,0.0.0.0",
    "4294967295,255.255.255.255",
    "10.65535,10.0.255.255",
    "::1,::1",
    "[::1],::1",
    "0:0:0:0:0:0:0:1,::1",
    "::ffff:127.0.0.1,127.0.0.1",
    "[::ffff:7f00:1],127.0.0.1",
    "::127.0.0.1,::7f00:1",
    "FD00:EC2::254,fd00:ec2::254",
    "2001:0:0:1::1,2001:0:0:1::1",
    "1:0:0:2:0:0:0:3,1:0:0:2::3",
    "::,::",
  })
  void readsEverySpellingThatAResolverWouldTakeForAnAddress(String spelling, String usual) {
    assertThat(IpAddress.parse(spelling)).map(IpAddress::toString).contains(usual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "example.com",
        "256.0.0.1",
        "1.2.3.4.5",
        "1..2",
        "4294967296",
        "1.16777216",
        "0x1ffffffff",
        "99999999999999999999",
        "08",
        "1.2.3.-4",
        "+1",
        "::1%lo",
        "fe80::1%25eth0",
        "[::1",
        "1::2::3",
        ":",
        "0xg",
      })
  void readsNothingElse(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }
}
