package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy STRICT = new AddressPolicy(OutboundRules.strict());
  private static final int RANDOM_ADDRESSES = 20_000;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, a loopback address",
    "127.255.255.255, a loopback address",
    "::1, a loopback address",
    "10.0.0.0, a private address",
    "10.255.255.255, a private address",
    "172.16.0.0, a private address",
    "172.31.255.255, a private address",
    "192.168.1.1, a private address",
    "100.64.0.1, a shared (carrier-grade NAT) address",
    "100.127.255.255, a shared (carrier-grade NAT) address",
    "169.254.1.1, a link-local address",
    "fe80::1, a link-local address",
    "febf::1, a link-local address",
    "fc00::1, a unique local (private) address",
    "fdff:ffff::1, a unique local (private) address",
    "fec0::1, a site-local (private) address",
    "0.0.0.0, an unspecified address",
    "0.1.2.3, an unspecified address",
    "::, an unspecified address",
    "224.0.0.1, a multicast address",
    "239.255.255.255, a multicast address",
    "ff02::1, a multicast address",
    "192.0.2.1, a documentation address",
    "198.51.100.1, a documentation address",
    "203.0.113.1, a documentation address",
    "2001:db8::1, a documentation address",
    "3fff:fff::1, a documentation address",
    "198.18.0.1, a benchmarking address",
    "198.19.255.255, a benchmarking address",
    "2001:2::1, a benchmarking address",
    "192.0.0.1, a reserved address",
    "192.88.99.1, a reserved address",
    "240.0.0.1, a reserved address",
    "255.255.255.255, a broadcast address",
    "::808:808, an IPv4-compatible IPv6 address",
    "64:ff9b::808:808, a NAT64 address",
    "64:ff9b:1::808:808, a NAT64 address",
    "2001:0:1::1, a Teredo address",
    "2002:808:808::1, a 6to4 address",
    "2001:10::1, a reserved address",
    "100::1, a reserved address",
    "5f00::1, a reserved address",
    "::ffff:0:7f00:1, a reserved address",
    "169.254.169.254, a cloud metadata address",
    "100.100.100.200, a cloud metadata address",
    "168.63.129.16, a cloud metadata address",
    "192.0.0.192, a cloud metadata address",
    "fd00:ec2::254, a cloud metadata address",
  })
  void refusesWhatIsNotPublicAndSaysWhatItIs(String address, String kind) {
    assertThat(STRICT.check(InetAddress.ofLiteral(address)))
        .isInstanceOfSatisfying(
            AddressPolicy.Verdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(address + " is " + kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "2001:200::1",
        "::ffff:8.8.8.8",
      })
  void allowsPublicAddresses(String address) {
    assertThat(STRICT.check(InetAddress.ofLiteral(address)))
        .isEqualTo(new AddressPolicy.Verdict.Allowed());
  }

  @Test
  void anAddressAndItsMappedFormGetTheSameVerdict() throws UnknownHostException {
    var random = new Random(7);
    for (int i = 0; i < RANDOM_ADDRESSES; i++) {
      byte[] v4 = new byte[4];
      random.nextBytes(v4);
      assertThat(STRICT.check(raw(v4, (byte) 0xff))).isEqualTo(STRICT.check(inet(v4)));
    }
  }

  @Test
  void noFormThatCarriesAForbiddenAddressInsideIsAllowed() throws UnknownHostException {
    var random = new Random(11);
    for (int i = 0; i < RANDOM_ADDRESSES; i++) {
      byte[] v4 = new byte[4];
      random.nextBytes(v4);
      if (STRICT.check(inet(v4)) instanceof AddressPolicy.Verdict.Allowed) {
        continue;
      }
      for (InetAddress wrapped : List.of(raw(v4, (byte) 0), sixToFour(v4), nat64(v4))) {
        assertThat(STRICT.check(wrapped)).isInstanceOf(AddressPolicy.Verdict.Refused.class);
      }
    }
  }

  @Test
  void theJdkNamesNoAddressLocalThatThePolicyAllows() throws UnknownHostException {
    var random = new Random(13);
    for (int i = 0; i < RANDOM_ADDRESSES; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      InetAddress address = InetAddress.getByAddress(bytes);
      boolean local =
          address.isSiteLocalAddress()
              || address.isLinkLocalAddress()
              || address.isLoopbackAddress()
              || address.isAnyLocalAddress()
              || address.isMulticastAddress();
      if (local) {
        assertThat(STRICT.check(address)).isInstanceOf(AddressPolicy.Verdict.Refused.class);
      }
    }
  }

  @Test
  void theOperatorMayAllowRangesAndNames() {
    var policy = policy(false, "10.1.0.0/16", "192.168.7.7", "fd12::/16", "nas.lan");
    assertThat(allowed(policy, "10.1.2.3")).isTrue();
    assertThat(allowed(policy, "10.2.0.1")).isFalse();
    assertThat(allowed(policy, "192.168.7.7")).isTrue();
    assertThat(allowed(policy, "192.168.7.8")).isFalse();
    assertThat(allowed(policy, "fd12::1")).isTrue();
    assertThat(policy.check("NAS.lan.", InetAddress.ofLiteral("192.168.9.9")))
        .isInstanceOf(AddressPolicy.Verdict.Allowed.class);
    assertThat(policy.check("other.lan", InetAddress.ofLiteral("192.168.9.9")))
        .isInstanceOf(AddressPolicy.Verdict.Refused.class);
  }

  @Test
  void developmentAllowsLoopbackAndNothingElse() {
    var policy = policy(true);
    assertThat(allowed(policy, "127.0.0.1")).isTrue();
    assertThat(allowed(policy, "::1")).isTrue();
    assertThat(allowed(policy, "0.0.0.0")).isFalse();
    assertThat(allowed(policy, "10.0.0.1")).isFalse();
    assertThat(policy.checkName("localhost")).isInstanceOf(AddressPolicy.Verdict.Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
      })
  void metadataAddressesCanNeverBeAllowed(String address) {
    var policy = policy(true, "0.0.0.0/0", "::/0", "a.test");
    assertThat(allowed(policy, "10.0.0.1")).isTrue();
    InetAddress metadata = InetAddress.ofLiteral(address);
    assertThat(policy.check("a.test", metadata))
        .isInstanceOfSatisfying(
            AddressPolicy.Verdict.Refused.class,
            refused -> assertThat(refused.message()).contains("metadata", "never"));
    assertThat(policy.check(metadata)).isInstanceOf(AddressPolicy.Verdict.Refused.class);
    assertThat(policy.checkName("metadata.google.internal."))
        .isInstanceOf(AddressPolicy.Verdict.Refused.class);
  }

  @Test
  void anAllowedNat64RangeStillHidesNoPrivateAddress() {
    var policy = policy(false, "64:ff9b::/96");
    assertThat(allowed(policy, "64:ff9b::808:808")).isTrue();
    assertThat(policy.check(InetAddress.ofLiteral("64:ff9b::a00:1")))
        .isInstanceOfSatisfying(
            AddressPolicy.Verdict.Refused.class,
            refused ->
                assertThat(refused.message())
                    .isEqualTo(
                        "64:ff9b::a00:1 leads to 10.0.0.1, which is a private address; an operator"
                            + " can allow it with the setting `outbound.allow`"));
  }

  private static AddressPolicy policy(boolean loopback, String... allow) {
    return new AddressPolicy(new OutboundRules(loopback, false, List.of(allow)));
  }

  private static boolean allowed(AddressPolicy policy, String address) {
    return policy.check(InetAddress.ofLiteral(address)) instanceof AddressPolicy.Verdict.Allowed;
  }

  private static InetAddress inet(byte[] bytes) throws UnknownHostException {
    return InetAddress.getByAddress(bytes);
  }

  /** Twelve bytes before the IPv4 ones: zeros, the last two as given. */
  private static InetAddress raw(byte[] v4, byte lead) throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = lead;
    bytes[11] = lead;
    System.arraycopy(v4, 0, bytes, 12, 4);
    return Inet6Address.getByAddress("", bytes, -1);
  }

  private static InetAddress sixToFour(byte[] v4) throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[0] = 0x20;
    bytes[1] = 0x02;
    System.arraycopy(v4, 0, bytes, 2, 4);
    return inet(bytes);
  }

  private static InetAddress nat64(byte[] v4) throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[1] = 0x64;
    bytes[2] = (byte) 0xff;
    bytes[3] = (byte) 0x9b;
    System.arraycopy(v4, 0, bytes, 12, 4);
    return inet(bytes);
  }
}
