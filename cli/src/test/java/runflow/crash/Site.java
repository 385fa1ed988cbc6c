package runflow.crash;

import java.util.List;
import java.util.Map;

/** One server with its data folder, its callers and their receiver: what a campaign works on. */
record Site(Node node, Receiver receiver, Load load) implements AutoCloseable {
  /** Starts a server on a data folder of its own, under load. */
  static Site open(Workshop workshop, Map<String, String> settings, long seed) throws Exception {
    var place = Program.Place.in(workshop.freshData());
    Receiver receiver = Receiver.start(workshop.secret());
    var node = new Node(workshop.program(), place, settings);
    try {
      node.start();
    } catch (Exception | AssertionError e) {
      node.close();
      receiver.close();
      throw e;
    }
    var target = new Load.Target(List.of(node), workshop.key(), receiver);
    return new Site(node, receiver, Load.start(target, seed));
  }

  @Override
  public void close() {
    try (receiver;
        node) {
      load.close();
    }
  }
}
