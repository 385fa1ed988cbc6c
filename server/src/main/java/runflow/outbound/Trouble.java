package runflow.outbound;

/** Why a place gave no usable answer. */
public enum Trouble {
  /** The whole exchange took too long. */
  TIMEOUT,
  /** No connection could be made. */
  CONNECT,
  /** The host name has no address. */
  DNS,
  /** The certificate or the handshake failed. */
  TLS,
  /** The outbound policy forbids the place. */
  REFUSED_BY_POLICY,
  /** The connection broke, or what came was not HTTP. */
  PROTOCOL,
  /** Fetching only: the final status was not 2xx. */
  STATUS,
  /** Fetching only: more bytes than asked for. */
  TOO_LARGE
}
