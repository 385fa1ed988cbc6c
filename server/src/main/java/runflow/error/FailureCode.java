package runflow.error;

/** Why a run failed (contract, section 3): the closed list of {@code failure_code}. */
public enum FailureCode {
  INPUT_VALIDATION_FAILED,
  INPUT_FETCH_FAILED,
  CONTENT_BLOCKED,
  PROVIDER_REJECTED,
  PROVIDER_RATE_LIMITED,
  PROVIDER_UNAVAILABLE,
  PROVIDER_TIMEOUT,
  PROVIDER_LOST,
  PROVIDER_NO_OUTPUT,
  STORAGE_FAILED,
  DEADLINE_EXCEEDED,
  INTERNAL
}
