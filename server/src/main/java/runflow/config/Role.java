package runflow.config;

/** What a node does beside answering whether it is well. */
public enum Role {
  /** Serves the API. */
  API,
  /** Executes runs, renders and delivers callbacks. */
  WORKER
}
