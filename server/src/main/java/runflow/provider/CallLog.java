package runflow.provider;

/** Is told of every call that a provider gets. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface CallLog {
  /** One call ended. */
  void called(ProviderCall call);
}
