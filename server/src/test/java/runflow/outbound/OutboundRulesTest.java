package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundRulesTest {
  @Test
  void takesNamesAddressesAndRanges() {
    var entries = List.of("nas.lan", " NAS2.example.org ", "10.0.0.0/8", "fd00::/8", "10.1.2.3");
    assertThat(OutboundRules.problems(entries)).isEmpty();
    assertThat(new OutboundRules(false, false, entries).allow()).contains("nas2.example.org");
  }

  @Test
  void namesEveryEntryThatCannotBeUsed() {
    var entries =
        List.of("http://x/", "10.0.0.1/8", "169.254.169.254", "metadata.google.internal", "1/33");
    assertThatThrownBy(() -> new OutboundRules(false, false, entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`outbound.allow` entry `http://x/` must be a host name")
        .hasMessageContaining("write 10.0.0.0/8")
        .hasMessageContaining("`169.254.169.254` is a cloud metadata address")
        .hasMessageContaining("`metadata.google.internal` is a cloud metadata host")
        .hasMessageContaining("`1/33` must be");
  }
}
