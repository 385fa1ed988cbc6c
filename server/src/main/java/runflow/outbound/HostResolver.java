package runflow.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks host names up. May block; the guarded client bounds how long it waits. */
@FunctionalInterface
public interface HostResolver {
  /**
   * All addresses of a host.
   *
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The resolver of the operating system. */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
